package process

import (
	"fmt"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Lifeline is the read end of a pipe (or socket) whose other end only the harness holds: it ends
// when the harness does, however the harness ends.
type Lifeline struct {
	mutex sync.Mutex
	onEnd func()
}

// OpenLifeline takes over an inherited descriptor and keeps it from the child. What is written to
// it is ignored. `early` is called when it ends before Start, and ends the gate.
func OpenLifeline(fd int, early func()) (*Lifeline, error) {
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_SETFD, unix.FD_CLOEXEC); err != nil {
		return nil, fmt.Errorf("--lifeline: descriptor %d: %w", fd, err)
	}
	l := &Lifeline{onEnd: early}
	go l.watch(os.NewFile(uintptr(fd), "lifeline"))
	return l, nil
}

// Start starts a child that is killed with its group when the lifeline ends. No end comes between the
// child's start and that promise: it would leave behind what the child has started by then.
func (l *Lifeline) Start(path string, argv []string, extra ...*os.File) (*Child, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	child, err := start(path, argv, extra...)
	if err == nil {
		l.onEnd = child.KillGroup
	}
	return child, err
}

func (l *Lifeline) watch(file *os.File) {
	buffer := make([]byte, 64)
	for {
		if _, err := file.Read(buffer); err != nil {
			break
		}
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.onEnd()
}
