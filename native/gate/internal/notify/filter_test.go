package notify

import (
	"testing"

	"golang.org/x/sys/unix"
)

// decide runs a filter as the kernel would, as far as filters of ours go.
func decide(t *testing.T, program []unix.SockFilter, number, arch uint32, args ...uint64) uint32 {
	data := map[uint32]uint32{offsetNr: number, offsetArch: arch}
	for i, arg := range args {
		low := uint32(offsetArgs + argSize*i)
		data[low], data[low+highHalf] = uint32(arg), uint32(arg>>32)
	}
	accumulator := uint32(0)
	for at := 0; at < len(program); at++ {
		step := program[at]
		taken := false
		switch step.Code {
		case unix.BPF_LD | unix.BPF_W | unix.BPF_ABS:
			accumulator = data[step.K]
			continue
		case unix.BPF_RET | unix.BPF_K:
			return step.K
		case unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K:
			taken = accumulator == step.K
		case unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K:
			taken = accumulator&step.K != 0
		case unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K:
			taken = accumulator >= step.K
		default:
			t.Fatalf("unknown instruction %v", step)
		}
		if taken {
			at += int(step.Jt)
		} else {
			at += int(step.Jf)
		}
	}
	t.Fatal("the program fell off its end")
	return 0
}

func TestFilter(t *testing.T) {
	const absent = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	const foreign = auditArch ^ 1
	type row struct {
		name         string
		number, arch uint32
		want         uint32
	}
	cases := []row{
		{"first call", unix.SYS_CONNECT, auditArch, unix.SECCOMP_RET_USER_NOTIF},
		{"last call", unix.SYS_FDATASYNC, auditArch, unix.SECCOMP_RET_USER_NOTIF},
		{"another call", unix.SYS_WRITE, auditArch, unix.SECCOMP_RET_ALLOW},
		{"foreign architecture", unix.SYS_CONNECT, foreign, absent},
		{"foreign architecture, another call", unix.SYS_WRITE, foreign, absent},
	}
	if foreignABI != 0 {
		cases = append(cases, row{"x32", foreignABI | unix.SYS_CONNECT, auditArch, absent})
	}
	program := filter([]Watch{{Call: unix.SYS_CONNECT}, {Call: unix.SYS_FSYNC}, {Call: unix.SYS_FDATASYNC}})
	for _, c := range cases {
		if got := decide(t, program, c.number, c.arch); got != c.want {
			t.Errorf("%s: got %#x, want %#x", c.name, got, c.want)
		}
	}
}
