package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What the gate tells must agree with the kernel's other account, which is kept in ticks of 10 ms.
func TestTheStatusTellsWhatTheChildHasUsed(t *testing.T) {
	m := startMember(t)
	rushing := m.begin("rush")
	enough := (200 * time.Millisecond).Nanoseconds()
	eventually(t, "the child has worked", func() bool { return m.status().CPUNs > enough })
	m.tell("rest")
	<-rushing
	low := ticks(t, m.pid())
	told := time.Duration(m.status().CPUNs)
	high := ticks(t, m.pid())
	const slack = 50 * time.Millisecond
	if told < low-slack || told > high+slack {
		t.Errorf("told %v; the kernel's ticks: %v to %v", told, low, high)
	}
}

// ticks is the CPU time of a process as /proc/PID/stat has it: utime and stime. Source: proc_pid_stat(5).
func ticks(t *testing.T, pid string) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%s/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}
