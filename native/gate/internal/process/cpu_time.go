package process

import (
	"time"

	"golang.org/x/sys/unix"
)

// allThreads is the clock of what a whole process has used; its clock's id carries the pid, inverted.
// Source: clock_getcpuclockid(3), and CPUCLOCK_SCHED in the kernel's linux/posix-timers.h.
const allThreads = 2

// CPUTime is what the child has used of all CPUs so far; 0 after its end.
func (c *Child) CPUTime() time.Duration {
	var used unix.Timespec
	if err := unix.ClockGettime(^int32(c.Pid())<<3|allThreads, &used); err != nil {
		return 0
	}
	return time.Duration(used.Nano())
}
