// Package process runs the one child of a gate: start, signals, end.
package process

import (
	"os"
	"os/exec"
	"sync"
	"syscall"
)

// Child is a started child. It leads a process group of its own, so that a signal to the gate's
// group reaches it once only, through the gate.
type Child struct {
	cmd    *exec.Cmd
	mutex  sync.Mutex
	waited bool
}

// start starts path with argv (argv[0] included) and the gate's standard output and error; extra
// files become descriptors 3 and up. The kernel kills the child when the calling *thread* ends, so
// the caller is the main goroutine, locked to the main thread: that one ends with the gate only.
func start(path string, argv []string, extra ...*os.File) (*Child, error) {
	cmd := &exec.Cmd{
		Path:        path,
		Args:        argv,
		Stdout:      os.Stdout,
		Stderr:      os.Stderr,
		ExtraFiles:  extra,
		SysProcAttr: &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL},
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &Child{cmd: cmd}, nil
}

// Pid is the child's process id.
func (c *Child) Pid() int { return c.cmd.Process.Pid }

// Signal sends a signal to the child. It never hits another process: the gate is the parent, so the
// pid cannot be used again before Wait. @error os.ErrProcessDone after the child's end.
func (c *Child) Signal(signal syscall.Signal) error {
	return c.cmd.Process.Signal(signal)
}

// KillGroup kills the child and all of its process group.
func (c *Child) KillGroup() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if !c.waited {
		_ = syscall.Kill(-c.Pid(), syscall.SIGKILL) // the only error: they are dead already
	}
}

// Wait returns the exit code of the child as a shell would give it: 128+n after signal n.
func (c *Child) Wait() int {
	c.awaitEnd()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.waited = true
	_ = c.cmd.Wait() // the error restates the exit code
	status := c.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}
