package process

import (
	"bytes"
	"fmt"
	"os"
)

// Stopped asks the kernel whether the child is stopped by a signal at this moment; false after its
// end. Source: proc_pid_stat(5): the state follows the command's name in parentheses.
func (c *Child) Stopped() bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.Pid()))
	if err != nil {
		return false
	}
	_, after, found := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte{' '})
	return found && len(after) > 0 && after[0] == 'T'
}
