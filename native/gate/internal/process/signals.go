package process

import (
	"os"
	"os/signal"
	"syscall"
)

// CatchSignals keeps the signals that ask a program to end from ending the gate. Called before the
// child is started; what comes before PassOn waits in the channel.
func CatchSignals() <-chan os.Signal {
	caught := make(chan os.Signal, 16)
	signal.Notify(caught, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT)
	return caught
}

// PassOn sends every caught signal to the child.
func PassOn(caught <-chan os.Signal, child *Child) {
	for s := range caught {
		_ = child.Signal(s.(syscall.Signal)) // the only error: the child has ended
	}
}
