package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
	"etcd-doomsday/native/gate/internal/process"
)

// answering starts to answer the calls that a listener reports, and returns.
type answering func(*notify.Listener)

// launch starts the options' command on the lifeline, under a filter of the watched calls. `ready` is
// called before the command is executed. When launch returns without an error, the command runs.
func launch(o options, lifeline *process.Lifeline, watches []notify.Watch, ready answering) (*process.Child, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("socket pair: %w", err)
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "stage"), os.NewFile(uintptr(pair[1]), "stage")
	defer ours.Close()
	obey := strconv.FormatBool(o.obeyPermissions)
	argv := append([]string{"gate", stageCommand, join(watches), obey}, o.command...)
	child, err := lifeline.Start("/proc/self/exe", argv, theirs)
	theirs.Close()
	if err != nil {
		return nil, err
	}
	if err := admit(child, ours, ready); err != nil {
		child.KillGroup()
		child.Wait()
		return nil, err
	}
	return child, nil
}

// admit is the gate's half of the talk with stage.
func admit(child *process.Child, stage *os.File, ready answering) error {
	listener, err := notify.ReceiveListener(int(stage.Fd()))
	if err != nil {
		return err
	}
	// Tried now, because later it could only make dials fail.
	memory, err := notify.OpenMemory(uint32(child.Pid()))
	if err != nil {
		return err
	}
	memory.Close()
	ready(listener)
	if _, err := stage.Write([]byte{1}); err != nil {
		return fmt.Errorf("stage: %w", err)
	}
	reason, err := io.ReadAll(stage)
	if err != nil {
		return fmt.Errorf("stage: %w", err)
	}
	if len(reason) > 0 {
		return failure{exitExec, errors.New(string(reason))}
	}
	return nil
}

func join(watches []notify.Watch) string {
	texts := make([]string, len(watches))
	for i, watch := range watches {
		texts[i] = watch.String()
	}
	return strings.Join(texts, ",")
}
