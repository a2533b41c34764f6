package notify

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/unix"
)

// idValidOld is SECCOMP_IOCTL_NOTIF_ID_VALID as kernels before 5.9 numbered it.
const idValidOld = 0x80082102

// ErrGone says that a call waits no more: it was interrupted by a signal, or its process ended.
var ErrGone = errors.New("the call waits no more")

// Listener receives the calls that a filter reports, and answers them. Safe for concurrent use.
type Listener struct{ fd int }

// NewListener takes over the descriptor that Install gave.
func NewListener(fd int) *Listener {
	return &Listener{fd: fd}
}

// receive blocks its thread until a call is reported, and fills it in.
func (l *Listener) receive(call *Call) error {
	*call = Call{} // the kernel refuses a struct that is not zero
	return l.ioctl(unix.SECCOMP_IOCTL_NOTIF_RECV, unsafe.Pointer(call))
}

// Waits reports whether the call with this id still waits. Asked after opening the caller's memory
// it proves that the memory is the caller's, not that of a later process with its number.
func (l *Listener) Waits(id uint64) bool {
	err := l.ioctl(unix.SECCOMP_IOCTL_NOTIF_ID_VALID, unsafe.Pointer(&id))
	if err == unix.EINVAL {
		err = l.ioctl(idValidOld, unsafe.Pointer(&id))
	}
	return err == nil
}

// Continue lets the kernel carry out the call. The error is ErrGone, or the kernel's.
func (l *Listener) Continue(id uint64) error {
	return l.send(answer{id: id, flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE})
}

// Fail makes the call return errno without being carried out. Errors as for Continue.
func (l *Listener) Fail(id uint64, errno unix.Errno) error {
	return l.send(answer{id: id, errno: -int32(errno)})
}

// Return makes the call return the value without being carried out by the kernel. Errors as for
// Continue.
func (l *Listener) Return(id uint64, value int64) error {
	return l.send(answer{id: id, value: value})
}

func (l *Listener) send(a answer) error {
	err := l.ioctl(unix.SECCOMP_IOCTL_NOTIF_SEND, unsafe.Pointer(&a))
	if err == unix.ENOENT {
		return ErrGone
	}
	return err
}

// ioctl repeats what a signal interrupted: the Go runtime sends itself signals.
func (l *Listener) ioctl(request uintptr, argument unsafe.Pointer) error {
	for {
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(l.fd), request, uintptr(argument))
		if errno == 0 {
			return nil
		}
		if errno != unix.EINTR {
			return errno
		}
	}
}
