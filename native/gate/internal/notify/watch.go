package notify

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Watch says which calls of one number are reported. Reports cost (two switches of thread each), so
// what the kernel can tell from the arguments alone is better told by the filter.
type Watch struct {
	// Call is the system call's number.
	Call uint32
	// When narrows it down; zero: every call.
	When Condition
}

// Condition looks at one argument; pointers are of no use to it, because a filter cannot follow them.
type Condition struct {
	Kind Kind
	// Arg is the argument's place, from 0.
	Arg uint32
	// Value is the mask or the limit.
	Value uint32
}

// Kind is how a condition compares.
type Kind byte

const (
	// Always is no condition.
	Always Kind = 0
	// AnyBit holds where the argument has any bit of the mask, looked at as 32 bits.
	AnyBit Kind = '&'
	// Below holds where the argument, as 64 bits without sign, is less than the limit.
	Below Kind = '<'
)

// String is the form that ParseWatch reads.
func (w Watch) String() string {
	if w.When.Kind == Always {
		return fmt.Sprint(w.Call)
	}
	return fmt.Sprintf("%d%c%d:%d", w.Call, w.When.Kind, w.When.Arg, w.When.Value)
}

// ParseWatch reads `CALL`, `CALL&ARG:MASK` or `CALL<ARG:LIMIT`, in decimal.
func ParseWatch(text string) (Watch, error) {
	w := Watch{}
	for _, kind := range []Kind{AnyBit, Below, Always} {
		w.When.Kind = kind
		read := w
		if kind == Always {
			fmt.Sscanf(text, "%d", &read.Call)
		} else {
			format := fmt.Sprintf("%%d%c%%d:%%d", kind)
			fmt.Sscanf(text, format, &read.Call, &read.When.Arg, &read.When.Value)
		}
		if read.String() == text {
			return read, nil
		}
	}
	return w, fmt.Errorf("%q says no system call to watch", text)
}

// Offsets into struct seccomp_data: six arguments of 64 bits, the low half first on amd64 and arm64.
const (
	offsetArgs = 16
	argSize    = 8
	highHalf   = 4
)

// program is what the filter does once the number is the watched one; it returns on every way.
func (w Watch) program() []unix.SockFilter {
	low := uint32(offsetArgs + argSize*w.When.Arg)
	report := unix.SockFilter{Code: give, K: unix.SECCOMP_RET_USER_NOTIF}
	allow := unix.SockFilter{Code: give, K: unix.SECCOMP_RET_ALLOW}
	switch w.When.Kind {
	case AnyBit:
		return []unix.SockFilter{
			{Code: load, K: low}, {Code: ifAny, K: w.When.Value, Jf: 1}, report, allow,
		}
	case Below:
		return []unix.SockFilter{
			{Code: load, K: low + highHalf}, {Code: ifSame, K: 0, Jf: 3},
			{Code: load, K: low}, {Code: ifGE, K: w.When.Value, Jt: 1}, report, allow,
		}
	}
	return []unix.SockFilter{report}
}
