package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestExitCodesArePassedOn(t *testing.T) {
	for _, code := range []string{"0", "7"} {
		m := startMember(t)
		m.tell("exit " + code)
		if got := m.exit(); got != int(code[0]-'0') {
			t.Errorf("member: got %d, want %s", got, code)
		}
	}
	g := startSupervised(t, "exit 7")
	if got := g.exit(); got != 7 {
		t.Errorf("supervise: got %d, want 7", got)
	}
}

func TestSignalsArePassedOn(t *testing.T) {
	asks := []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT}
	for _, signal := range asks {
		m := startMember(t)
		if err := m.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if got, want := m.exit(), 100+int(signal); got != want {
			t.Errorf("member, %v: got exit code %d, want the helper's %d", signal, got, want)
		}
	}
	g := startSupervised(t, "trap 'exit 42' TERM; echo ready; while :; do sleep 0.01; done")
	g.line()
	_ = g.cmd.Process.Signal(syscall.SIGTERM)
	if got := g.exit(); got != 42 {
		t.Errorf("supervise: got %d, want 42", got)
	}
}

func TestSignalEndpoint(t *testing.T) {
	for name, want := range map[string]int{"KILL": 137, "TERM": 115} {
		m := startMember(t)
		m.signal(name)
		if got := m.exit(); got != want {
			t.Errorf("%s: got exit code %d, want %d", name, got, want)
		}
	}
}

func TestKillEndsAChildWhoseFsyncIsHeld(t *testing.T) {
	m := startMember(t)
	m.disk.Stall()
	m.hold("fsync")
	m.signal("KILL")
	if got := m.exit(); got != 137 {
		t.Errorf("got exit code %d", got)
	}
}

// startSupervised supervises a shell script on a lifeline that lasts as long as the test.
func startSupervised(t *testing.T, script string) *gate {
	t.Helper()
	end, lifeline := pipe(t)
	t.Cleanup(func() { lifeline.Close() })
	return startGate(t, []*os.File{end}, "supervise", "--lifeline", "3", "--", "sh", "-c", script)
}

func pipe(t *testing.T) (read, write *os.File) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return read, write
}

func TestTheChildDiesWithTheLifeline(t *testing.T) {
	read, write := pipe(t)
	m := startMemberWith(t, []*os.File{read}, "--lifeline", "3")
	read.Close()
	pid := m.pid()
	write.Close()
	if got := m.exit(); got != 137 || !gone(pid) {
		t.Errorf("member: got exit code %d, child gone: %v", got, gone(pid))
	}
}

func TestTheChildDoesNotInheritTheLifeline(t *testing.T) {
	read, write := pipe(t)
	defer write.Close()
	name, err := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", read.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	command := []string{"supervise", "--lifeline", "3", "--", "ls", "-l", "/proc/self/fd"}
	g := startGate(t, []*os.File{read}, command...)
	text, err := io.ReadAll(g.stdout)
	listing := string(text)
	if err != nil || strings.Contains(listing, name) || !strings.Contains(listing, "pipe:") {
		t.Errorf("%v; the lifeline is %s; the child has\n%s", err, name, listing)
	}
}

func TestTheWholeGroupDiesWithTheLifeline(t *testing.T) {
	read, write := pipe(t)
	script := "sleep 600 & echo $! $$; wait"
	g := startGate(t, []*os.File{read}, "supervise", "--lifeline", "3", "--", "sh", "-c", script)
	read.Close()
	pids := strings.Fields(g.line())
	_, _ = write.WriteString("what is written does not matter")
	write.Close()
	if got := g.exit(); got != 137 {
		t.Errorf("got exit code %d", got)
	}
	for _, pid := range pids {
		eventually(t, "process "+pid+" is gone", func() bool { return gone(pid) })
	}
}

func TestTheChildDiesWithTheGate(t *testing.T) {
	m := startMember(t)
	pid := m.pid()
	_ = m.cmd.Process.Kill()
	eventually(t, "the member's child is gone", func() bool { return gone(pid) })

	g := startSupervised(t, "echo $$; exec sleep 600")
	pid = g.line()
	_ = g.cmd.Process.Kill()
	eventually(t, "the supervised child is gone", func() bool { return gone(pid) })
}
