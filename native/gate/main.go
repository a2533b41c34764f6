// Command gate starts etcd so that its peer dials and its fsyncs cross links (Toxiproxy proxies),
// and starts other programs so that they end with the harness. It needs no privileges.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
)

// version names this edition of the gate: of its flags, its control port and its behaviour.
const version = "0.1.0"

// Exit codes of the gate itself; otherwise it exits as its child does (128+n after signal n).
const (
	exitGate = 125 // the gate failed before the child was started
	exitExec = 127 // the child could not be executed
)

// failure is an error with the exit code that it means.
type failure struct {
	code int
	err  error
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// init keeps the main goroutine on the main thread. What the kernel does at the death of a parent
// (PR_SET_PDEATHSIG) hangs on threads: the one that starts a child must not end before the gate,
// and in the child the one that was started must be the one that becomes etcd.
func init() { runtime.LockOSThread() }

func main() {
	code, err := run(os.Args[1:])
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(os.Stderr, "gate: %v\n", err)
		code = exitGate
		if f := (failure{}); errors.As(err, &f) {
			code = f.code
		}
	}
	os.Exit(code)
}

func run(arguments []string) (int, error) {
	if len(arguments) == 0 {
		return 0, fmt.Errorf("no command given\n%s", usage)
	}
	switch arguments[0] {
	case "member":
		return member(arguments[1:])
	case "supervise":
		return supervise(arguments[1:])
	case "hold":
		return hold(arguments[1:])
	case "file":
		return file(arguments[1:])
	case stageCommand:
		return stage(arguments[1:])
	case "--version", "-version", "version":
		fmt.Println("gate " + version)
		return 0, nil
	case "-h", "--help", "-help", "help":
		fmt.Print(usage)
		return 0, nil
	}
	return 0, fmt.Errorf("no command %q\n%s", arguments[0], usage)
}
