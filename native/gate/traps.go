package main

import (
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/disk"
	"etcd-doomsday/native/gate/internal/durable"
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
	// diskErrors is nil where no folder was given.
	diskErrors *trap.DiskErrors
	book       *durable.Book // nil: nothing of the files is remembered
}

func newTraps(o options) (*traps, error) {
	t := &traps{ledger: disk.NewLedger(), counters: &trap.Counters{}}
	deadline := time.Now().Add(o.resolveWithin)
	var err error
	if o.diskErrors != "" {
		if t.diskErrors, err = trap.NewDiskErrors(o.diskErrors); err != nil {
			return nil, fmt.Errorf("--disk-errors: %w", err)
		}
	}
	if t.routes, err = route.NewTable(o.routes, deadline); err != nil {
		return nil, fmt.Errorf("--route: %w", err)
	}
	if o.durability != "" {
		if t.book, err = durable.Open(o.durability); err != nil {
			return nil, fmt.Errorf("--durability: %w", err)
		}
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

// table is where a new fault adds the system call that it works on, and under which condition.
func (t *traps) table(listener *notify.Listener) (trap.Table, map[uint32]notify.Condition) {
	connect := &trap.Connect{Listener: listener, Routes: t.routes, Counters: t.counters}
	table := trap.Table{unix.SYS_CONNECT: connect.Handle}
	fsync := &trap.Fsync{Listener: listener, Link: t.link, Ledger: t.ledger, Counters: t.counters}
	if t.link != nil || t.book != nil {
		table[unix.SYS_FSYNC] = fsync.Handle
		table[unix.SYS_FDATASYNC] = fsync.Handle
	}
	if t.book != nil {
		keeper := &trap.Durable{Listener: listener, Book: t.book}
		fsync.Flush = keeper.Flush
		table[unix.SYS_PWRITE64] = keeper.Write
		table[unix.SYS_FTRUNCATE] = keeper.Truncate
	}
	if t.diskErrors == nil {
		return table, nil
	}
	refusal := &trap.Refusal{Listener: listener, Errors: t.diskErrors}
	return table, refusal.Guard(table) // last: it is asked before all others
}

func (t *traps) watches() []notify.Watch {
	table, conditions := t.table(nil)
	return table.Watches(conditions)
}

func (t *traps) serve(listener *notify.Listener) {
	table, _ := t.table(listener)
	listener.Answer(table.Handle)
}

func (t *traps) setDiskErrors(errors string) error {
	if t.diskErrors == nil {
		return fmt.Errorf("the gate was started without --disk-errors")
	}
	return t.diskErrors.Set(trap.Mode(errors))
}
