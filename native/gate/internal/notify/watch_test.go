package notify

import (
	"testing"

	"golang.org/x/sys/unix"
)

func TestConditionsAreDecidedByTheFilter(t *testing.T) {
	program := filter([]Watch{
		{unix.SYS_OPENAT, Condition{AnyBit, 2, unix.O_CREAT | unix.O_WRONLY}},
		{unix.SYS_PWRITE64, Condition{Below, 3, 8192}},
		{Call: unix.SYS_FSYNC},
	})
	cases := []struct {
		name   string
		number uint32
		args   []uint64
		want   uint32
	}{
		{"no bit", unix.SYS_OPENAT, []uint64{1, 1, unix.O_CLOEXEC}, unix.SECCOMP_RET_ALLOW},
		{"one bit", unix.SYS_OPENAT, []uint64{0, 0, unix.O_WRONLY}, unix.SECCOMP_RET_USER_NOTIF},
		{"both bits", unix.SYS_OPENAT, []uint64{0, 0, unix.O_CREAT | unix.O_WRONLY}, unix.SECCOMP_RET_USER_NOTIF},
		{"bits of the high half", unix.SYS_OPENAT, []uint64{0, 0, unix.O_WRONLY << 32}, unix.SECCOMP_RET_ALLOW},
		{"zero", unix.SYS_PWRITE64, []uint64{9, 9, 9, 0}, unix.SECCOMP_RET_USER_NOTIF},
		{"just below", unix.SYS_PWRITE64, []uint64{9, 9, 9, 8191}, unix.SECCOMP_RET_USER_NOTIF},
		{"the limit", unix.SYS_PWRITE64, []uint64{0, 0, 0, 8192}, unix.SECCOMP_RET_ALLOW},
		{"above 4 GiB", unix.SYS_PWRITE64, []uint64{0, 0, 0, 1 << 32}, unix.SECCOMP_RET_ALLOW},
		{"after both", unix.SYS_FSYNC, []uint64{0, 0, 0, 0}, unix.SECCOMP_RET_USER_NOTIF},
		{"another", unix.SYS_WRITE, []uint64{0, 0, 1, 0}, unix.SECCOMP_RET_ALLOW},
	}
	for _, c := range cases {
		if got := decide(t, program, c.number, auditArch, c.args...); got != c.want {
			t.Errorf("%s: got %#x, want %#x", c.name, got, c.want)
		}
	}
}

func TestWatchesAreReadAsTheyAreWritten(t *testing.T) {
	for _, want := range []Watch{
		{Call: 42}, {257, Condition{AnyBit, 2, 577}}, {18, Condition{Below, 3, 8192}},
	} {
		if got, err := ParseWatch(want.String()); got != want || err != nil {
			t.Errorf("%s: got %+v, %v; want %+v", want, got, err, want)
		}
	}
	for _, text := range []string{"", "x", "42x", "-1", "42&", "42&1", "42=1:2", "42&1:2:3", "4294967296"} {
		if got, err := ParseWatch(text); err == nil {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}
