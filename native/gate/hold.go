package main

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// hold is a machine's first process: it keeps the machine up until it is asked to end. Programs are
// started on the machine beside it; whom they leave behind becomes its child, so it buries the dead.
// When it is process 1, the kernel kills all others of the machine as it ends.
func hold(arguments []string) (int, error) {
	if len(arguments) > 0 {
		return 0, errors.New("hold: takes no arguments; see gate -h")
	}
	caught := make(chan os.Signal, 16)
	signal.Notify(caught, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT,
		syscall.SIGCHLD)
	bury() // whoever died before the signals were caught
	for s := range caught {
		if s != syscall.SIGCHLD {
			break
		}
		bury()
	}
	return 0, nil
}

// bury takes leave of every child that has ended.
func bury() {
	for {
		pid, err := unix.Wait4(-1, nil, unix.WNOHANG, nil)
		if err == unix.EINTR {
			continue
		}
		if err != nil || pid == 0 {
			return
		}
	}
}
