package notify

// Call is one system call that waits for its answer: struct seccomp_notif of the kernel.
type Call struct {
	// ID names this report. It ends when the call is answered or interrupted.
	ID uint64
	// Thread is the caller's thread id.
	Thread uint32
	_      uint32
	// Number is the system call's number on this architecture.
	Number int32
	_      uint32
	_      uint64
	// Args are the call's arguments; pointers are addresses in the caller's memory.
	Args [6]uint64
}

// answer is struct seccomp_notif_resp of the kernel.
type answer struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}
