package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestHoldLastsUntilItIsAskedToEnd(t *testing.T) {
	for _, ask := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		g, _, child := startHold(t, "sleep 0.05")
		eventually(t, "it buries, so it holds", func() bool { return stateOf(child) == "" })
		_ = g.cmd.Process.Signal(ask)
		if got := g.exit(); got != 0 {
			t.Errorf("%v: got exit code %d", ask, got)
		}
	}
}

func TestHoldBuriesTheDead(t *testing.T) {
	_, holder, child := startHold(t, "sleep 0.05")
	eventually(t, "the dead child is buried", func() bool { return stateOf(child) == "" })
	if gone(holder) {
		t.Error("the holder has ended with its child")
	}
}

func TestHoldTakesNoArguments(t *testing.T) {
	g := startGate(t, nil, "hold", "sleep")
	if got := g.exit(); got != exitGate || !strings.Contains(g.stderr.String(), "no arguments") {
		t.Errorf("got exit code %d and %q", got, g.stderr.String())
	}
}

// startHold has `gate hold` take the place of a shell that has started a child already. The gate
// returned supervises it.
func startHold(t *testing.T, child string) (supervisor *gate, holder, childPid string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	g := startSupervised(t, child+" >/dev/null 2>&1 & echo $$ $!; exec "+program+" hold")
	holder, childPid, _ = strings.Cut(g.line(), " ")
	return g, holder, childPid
}
