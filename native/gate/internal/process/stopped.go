package process

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Stopped asks the kernel whether every thread of the child is stopped by a signal at this moment;
// false after its end. The state of the process is that of its first thread alone: the others,
// which were at work when the signal came, run on for a while.
func (c *Child) Stopped() bool {
	own := fmt.Sprintf("/proc/%d", c.Pid())
	// First the one file: who is not stopped is asked often.
	if !standStill(stateIn(own)) {
		return false
	}
	threads, err := os.ReadDir(filepath.Join(own, "task"))
	if err != nil {
		return false
	}
	states := ""
	for _, thread := range threads {
		states += stateIn(filepath.Join(own, "task", thread.Name()))
	}
	return standStill(states)
}

// standStill: a thread that the kernel lets nobody disturb (D) is stopped before it comes back from
// its call.
func standStill(states string) bool {
	return strings.Contains(states, "T") && strings.Trim(states, "TD") == ""
}

// stateIn is a letter, `?` where nothing can be read. Source: proc_pid_stat(5): the state follows
// the command's name in parentheses.
func stateIn(folder string) string {
	stat, _ := os.ReadFile(filepath.Join(folder, "stat"))
	_, after, found := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte{' '})
	if !found || len(after) == 0 {
		return "?"
	}
	return string(after[:1])
}
