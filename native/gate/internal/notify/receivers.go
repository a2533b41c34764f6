package notify

import (
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// idleReceivers is how many goroutines stay blocked in receive. Each new call wakes all of them, so
// many would cost; with one, every call would pay for the start of the next receiver.
const idleReceivers = 2

// receivers hand over their place before they handle a call: whoever receives a call also handles
// it, on the same thread, which saves a wake-up (about 70 us of 120 where that was measured), and
// there is always another one that waits for the next call, however long this one is held.
type receivers struct {
	listener *Listener
	handle   func(Call)
	waiting  atomic.Int32
}

// Answer starts to give every reported call to handle, each in a goroutine of its own, until no
// process is left under the filter. It returns at once.
func (l *Listener) Answer(handle func(Call)) {
	l.wakeSynchronously()
	r := &receivers{listener: l, handle: handle}
	for range idleReceivers {
		r.start()
	}
}

func (r *receivers) start() {
	r.waiting.Add(1)
	go r.run()
}

func (r *receivers) run() {
	for {
		var call Call
		if err := r.listener.receive(&call); err == unix.ENOENT && !r.listener.hungUp() {
			continue // the caller was killed before its report was read
		} else if err != nil {
			return
		}
		if r.waiting.Add(-1) == 0 {
			r.start()
		}
		r.handle(call)
		if r.waiting.Load() >= idleReceivers {
			return
		}
		r.waiting.Add(1)
	}
}

// wakeSynchronously asks the kernel (6.6 or newer; others refuse, and only cost a little time) to
// run receiver and caller on one CPU, because one of them always waits for the other.
func (l *Listener) wakeSynchronously() {
	_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(l.fd), unix.SECCOMP_IOCTL_NOTIF_SET_FLAGS,
		unix.SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP)
}

// hungUp tells "there are no callers left" from other reasons for having nothing to receive.
func (l *Listener) hungUp() bool {
	fds := []unix.PollFd{{Fd: int32(l.fd), Events: unix.POLLIN}}
	_, err := unix.Poll(fds, 0)
	return err == nil && fds[0].Revents&unix.POLLHUP != 0
}
