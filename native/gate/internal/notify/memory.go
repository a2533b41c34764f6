package notify

import (
	"fmt"
	"os"
	"strconv"
)

// Memory is the memory of a thread's process, opened for reading and writing. In an unprivileged
// container /proc/PID/mem of a child is writable where process_vm_writev is refused.
type Memory struct{ file *os.File }

// OpenMemory opens the memory of the process that the thread belongs to. It fails where the kernel
// forbids a parent to trace its child (kernel.yama.ptrace_scope above 1).
func OpenMemory(thread uint32) (Memory, error) {
	file, err := os.OpenFile("/proc/"+strconv.FormatUint(uint64(thread), 10)+"/mem", os.O_RDWR, 0)
	if err != nil {
		return Memory{}, fmt.Errorf("child's memory (is kernel.yama.ptrace_scope above 1?): %w", err)
	}
	return Memory{file}, nil
}

// Read fills b from the address.
func (m Memory) Read(b []byte, address uint64) error {
	_, err := m.file.ReadAt(b, int64(address))
	return err
}

// Write puts b at the address.
func (m Memory) Write(b []byte, address uint64) error {
	_, err := m.file.WriteAt(b, int64(address))
	return err
}

// Close ends the access.
func (m Memory) Close() { m.file.Close() }
