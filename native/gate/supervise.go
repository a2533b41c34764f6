package main

import (
	"fmt"
	"os"
	"os/exec"

	"etcd-doomsday/native/gate/internal/process"
)

// supervise runs a command for as long as the harness lives.
func supervise(arguments []string) (int, error) {
	o, err := superviseOptions(arguments)
	if err != nil {
		return 0, err
	}
	lifeline, err := process.OpenLifeline(o.lifeline, abandoned)
	if err != nil {
		return 0, err
	}
	path, err := exec.LookPath(o.command[0])
	if err != nil {
		return 0, failure{exitExec, err}
	}
	caught := process.CatchSignals()
	child, err := lifeline.Start(path, o.command)
	if err != nil {
		return 0, failure{exitExec, err}
	}
	go process.PassOn(caught, child)
	return child.Wait(), nil
}

// abandoned ends a gate whose harness ended before the child was started.
func abandoned() {
	fmt.Fprintln(os.Stderr, "gate: the lifeline ended before the child was started")
	os.Exit(exitGate)
}
