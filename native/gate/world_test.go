package main

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

const patience = 10 * time.Second

// gate is a gate that was started by a test.
type gate struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout *bufio.Reader
	stderr bytes.Buffer // complete when done
	done   chan struct{}
}

// startGate starts the gate; extra files become its descriptors 3 and up. The test's end kills it.
func startGate(t *testing.T, extra []*os.File, arguments ...string) *gate {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{t: t, stdout: bufio.NewReader(read), done: make(chan struct{})}
	g.cmd = &exec.Cmd{
		Path:        "/proc/self/exe",
		Args:        append([]string{"gate"}, arguments...),
		Stdout:      write,
		Stderr:      &g.stderr,
		ExtraFiles:  extra,
		SysProcAttr: &syscall.SysProcAttr{Setpgid: true},
		WaitDelay:   patience, // what the gate left behind would hold its standard error
	}
	if err := g.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	go func() {
		_ = g.cmd.Wait() // the error restates the exit code
		close(g.done)
	}()
	t.Cleanup(func() {
		_ = g.cmd.Process.Kill()
		<-g.done
		read.Close()
	})
	return g
}

// exit waits for the gate's end and returns its exit code, -1 after a signal.
func (g *gate) exit() int {
	g.t.Helper()
	select {
	case <-g.done:
		return g.cmd.ProcessState.ExitCode()
	case <-time.After(patience):
		g.t.Fatal("the gate has not ended")
		return 0
	}
}

func (g *gate) line() string {
	g.t.Helper()
	line, err := g.stdout.ReadString('\n')
	if err != nil {
		<-g.done
		g.t.Fatalf("no line: %v; standard error: %s", err, g.stderr.String())
	}
	return strings.TrimSpace(line)
}

// freeAddress skips the test where the host's address family does not exist.
func freeAddress(t *testing.T, host string) string {
	t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Skipf("no %s here: %v", host, err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// eventually waits for a named condition.
func eventually(t *testing.T, name string, condition func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !condition() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s", patience, name)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// gone tells whether a process is no more, or a zombie.
func gone(pid string) bool {
	state := stateOf(pid)
	return state == "" || state == "Z"
}

func stateOf(pid string) string {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	return rest[:1]
}
