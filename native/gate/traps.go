package main

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/disk"
	"etcd-doomsday/native/gate/internal/notify"
	"etcd-doomsday/native/gate/internal/route"
	"etcd-doomsday/native/gate/internal/trap"
)

// traps is everything that stands between etcd and its links.
type traps struct {
	routes   route.Table
	link     *disk.Link // nil: fsyncs are left alone
	ledger   *disk.Ledger
	counters *trap.Counters
}

func newTraps(o options) (*traps, error) {
	t := &traps{ledger: disk.NewLedger(), counters: &trap.Counters{}}
	deadline := time.Now().Add(o.resolveWithin)
	var err error
	if t.routes, err = route.NewTable(o.routes, deadline); err != nil {
		return nil, fmt.Errorf("--route: %w", err)
	}
	if o.disk == "" {
		return t, nil
	}
	host, port, err := route.ParseAddress(o.disk)
	if err != nil {
		return nil, fmt.Errorf("--disk: %w", err)
	}
	link, err := route.Resolve(host, port, deadline)
	if err != nil {
		return nil, fmt.Errorf("--disk: %w", err)
	}
	t.link = disk.NewLink(link.Address())
	return t, nil
}

// table is where a new fault adds the system call that it works on.
func (t *traps) table(listener *notify.Listener) trap.Table {
	connect := &trap.Connect{Listener: listener, Routes: t.routes, Counters: t.counters}
	table := trap.Table{unix.SYS_CONNECT: connect.Handle}
	if t.link != nil {
		fsync := &trap.Fsync{Listener: listener, Link: t.link, Ledger: t.ledger, Counters: t.counters}
		table[unix.SYS_FSYNC] = fsync.Handle
		table[unix.SYS_FDATASYNC] = fsync.Handle
	}
	return table
}

func (t *traps) calls() []uint32 { return t.table(nil).Calls() }

func (t *traps) serve(listener *notify.Listener) { listener.Answer(t.table(listener).Handle) }
