// Package notify asks the kernel to report chosen system calls of a child before they happen
// (seccomp user notification, seccomp_unotify(2), Linux 5.5 or newer), and answers the reports.
package notify

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Offsets into struct seccomp_data.
const (
	offsetNr   = 0
	offsetArch = 4
)

// Install puts a filter on the calling thread that reports the watched calls, and returns the
// descriptor that the reports are read from. Everything the thread executes from now on is under
// the filter, so the caller holds the thread (runtime.LockOSThread) and goes on to exec.
//
// The flag WAIT_KILLABLE_RECV is left out on purpose: a thread that waits unfreezably for its
// answer could not be paused by the container engine while its fsync is held. The price is that a
// signal may interrupt the wait; the kernel then restarts the call and reports it again.
func Install(watches []Watch) (int, error) {
	// An unprivileged process may only filter itself when it can gain no privileges any more.
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return -1, fmt.Errorf("no_new_privs: %w", err)
	}
	program := filter(watches)
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	fd, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_NEW_LISTENER, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		return -1, fmt.Errorf("seccomp user notification (needs Linux 5.5 or newer): %w", errno)
	}
	return int(fd), nil
}

// Instructions of the filter.
const (
	load   = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	ifSame = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	ifGE   = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
	ifAny  = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	give   = unix.BPF_RET | unix.BPF_K
)

// filter is the BPF program: calls of a foreign architecture or ABI do not exist (ENOSYS, so that
// none slips by unseen), the watched calls are reported, all others pass.
func filter(watches []Watch) []unix.SockFilter {
	absent := unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)}
	program := []unix.SockFilter{
		{Code: load, K: offsetArch},
		{Code: ifSame, K: auditArch, Jt: 1},
		absent,
		{Code: load, K: offsetNr},
	}
	if foreignABI != 0 {
		program = append(program, unix.SockFilter{Code: ifGE, K: foreignABI, Jf: 1}, absent)
	}
	for _, watch := range watches {
		then := watch.program()
		program = append(program, unix.SockFilter{Code: ifSame, K: watch.Call, Jf: uint8(len(then))})
		program = append(program, then...)
	}
	return append(program, unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ALLOW})
}
