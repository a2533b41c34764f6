package trap

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// Refusal makes calls that change files fail, as its switch says.
type Refusal struct {
	Listener *notify.Listener
	Errors   *DiskErrors
}

// refusable is a kind of call that a disk can refuse.
type refusable struct {
	name string
	// when narrows down which calls need to be looked at.
	when notify.Condition
	// meets returns the path that a call would change and the error that it meets; 0: none.
	meets func(c *caller, mode Mode) (path string, errno unix.Errno)
	// only where another trap watches the call anyway.
	rides bool
}

// write(2) is left out: it is the call of sockets and of the WAL, whose segments are preallocated, so
// that no full disk refuses it; on a read-only one the sync that follows fails.
var refusables = map[uint32]refusable{
	unix.SYS_OPENAT:    {name: "openat", meets: openat, when: opensToChange},
	unix.SYS_MKDIRAT:   {name: "mkdirat", meets: mkdirat},
	unix.SYS_RENAMEAT:  {name: "renameat", meets: renameat},
	unix.SYS_UNLINKAT:  {name: "unlinkat", meets: unlinkat},
	unix.SYS_FALLOCATE: {name: "fallocate", meets: fallocate},
	unix.SYS_FTRUNCATE: {name: "ftruncate", meets: ftruncate},
	unix.SYS_PWRITE64:  {name: "pwrite64", meets: pwrite64, when: writesFirstPages},
	unix.SYS_FSYNC:     {name: "fsync", meets: syncs, rides: true},
	unix.SYS_FDATASYNC: {name: "fdatasync", meets: syncs, rides: true},
}

// Guard is asked before the handlers of the table, and adds the calls that it needs. It returns
// under which conditions those are worth a report.
func (r *Refusal) Guard(table Table) map[uint32]notify.Condition {
	conditions := map[uint32]notify.Condition{}
	for number, kind := range refusables {
		next, watched := table[number]
		if !watched && kind.rides {
			continue
		}
		if !watched {
			conditions[number] = kind.when
			next = func(call notify.Call) { _ = r.Listener.Continue(call.ID) }
		}
		table[number] = r.before(next, kind)
	}
	return conditions
}

func (r *Refusal) before(next Handler, kind refusable) Handler {
	return func(call notify.Call) {
		if !r.refuses(call, kind) {
			next(call)
		}
	}
}

func (r *Refusal) refuses(call notify.Call, kind refusable) bool {
	mode, _, _ := r.Errors.State()
	if mode == None {
		return false
	}
	path, errno := kind.meets(&caller{call: call, listener: r.Listener}, mode)
	if errno == 0 || !r.Errors.covers(path) {
		return false
	}
	// Noted first: who waits for the answer may end by it, and the gate with it.
	r.Errors.note(kind.name, path, errno)
	_ = r.Listener.Fail(call.ID, errno) // the only error: nobody waits any more
	return true
}
