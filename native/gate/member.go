package main

import (
	"fmt"
	"net"
	"time"

	"etcd-doomsday/native/gate/internal/control"
	"etcd-doomsday/native/gate/internal/disk"
	"etcd-doomsday/native/gate/internal/process"
)

// lastAnswers is how long the gate outlives its child to answer the client that ended it.
const lastAnswers = 250 * time.Millisecond

// member runs etcd behind its links.
func member(arguments []string) (int, error) {
	o, err := memberOptions(arguments)
	if err != nil {
		return 0, err
	}
	lifeline := &process.Lifeline{} // one that never ends
	if o.lifeline != noLifeline {
		if lifeline, err = process.OpenLifeline(o.lifeline, abandoned); err != nil {
			return 0, err
		}
	}
	// Both ports are taken before the child exists, so that a taken one is told at once.
	echo, err := net.Listen("tcp", o.echo)
	if err != nil {
		return 0, fmt.Errorf("--echo: %w", err)
	}
	go disk.Echo(echo)
	port, err := net.Listen("tcp", o.control)
	if err != nil {
		return 0, fmt.Errorf("--control: %w", err)
	}
	traps, err := newTraps(o)
	if err != nil {
		return 0, err
	}
	caught := process.CatchSignals()
	child, err := launch(o, lifeline, traps.watches(), traps.serve)
	if err != nil {
		return 0, err
	}
	go process.PassOn(caught, child)
	power := newPower(traps.book)
	server := control.NewServer(endpoints(child, traps, power))
	go server.Serve(port)
	code := child.Wait()
	power.ended()
	server.Drain(lastAnswers)
	return code, nil
}
