package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
	"etcd-doomsday/native/gate/internal/process"
)

// stageCommand is the gate's own second life: `gate stage WATCH,WATCH,… OBEY ETCD [ARG …]` runs in the
// child, between fork and exec, where Go code cannot run otherwise.
const stageCommand = "stage"

// stageSocket is the descriptor of the socket to the gate.
const stageSocket = 3

// stage puts the child under the filter, hands the reports' descriptor to the gate, waits for its
// word and becomes etcd. The socket closes at exec, which tells the gate that all is well; what
// goes wrong is written to it instead.
func stage(arguments []string) (int, error) {
	if len(arguments) < 3 {
		return 0, errors.New("stage: started by the gate only")
	}
	unix.CloseOnExec(stageSocket)
	code, err := exitGate, enterFilter(arguments[0])
	if err == nil && arguments[1] == "true" {
		err = process.ObeyPermissions()
	}
	if err == nil {
		code, err = exitExec, become(arguments[2:])
	}
	_, _ = unix.Write(stageSocket, []byte(err.Error())) // the only error: the gate has ended
	os.Exit(code)
	return code, nil
}

// enterFilter returns when the gate has said that it is ready to answer.
func enterFilter(list string) error {
	var watches []notify.Watch
	for _, text := range strings.Split(list, ",") {
		watch, err := notify.ParseWatch(text)
		if err != nil {
			return fmt.Errorf("stage: %w", err)
		}
		watches = append(watches, watch)
	}
	listener, err := notify.Install(watches)
	if err != nil {
		return err
	}
	if err := notify.SendListener(stageSocket, listener); err != nil {
		return fmt.Errorf("stage: %w", err)
	}
	unix.Close(listener)
	word := make([]byte, 1)
	if n, err := unix.Read(stageSocket, word); n != 1 {
		return fmt.Errorf("stage: the gate gave no word: %w", err)
	}
	return nil
}

// become returns only when etcd cannot be executed.
func become(argv []string) error {
	path, err := exec.LookPath(argv[0])
	if err != nil {
		return err
	}
	return fmt.Errorf("exec %s: %w", path, syscall.Exec(path, argv, os.Environ()))
}
