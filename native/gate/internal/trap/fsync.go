package trap

import (
	"sync/atomic"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/disk"
	"etcd-doomsday/native/gate/internal/notify"
)

// Fsync holds fsync and fdatasync until the disk link is crossed.
type Fsync struct {
	Listener *notify.Listener
	Link     *disk.Link // nil: nothing is held
	Ledger   *disk.Ledger
	Counters *Counters
	// Flush carries out a sync and returns its answer; nil: the kernel flushes the file after the
	// answer.
	Flush func(notify.Call) func(id uint64) error

	down atomic.Bool
}

// Handle releases the call then, or fails it with EIO when the link is down. The file is
// flushed after that, so what the link adds comes on top of what the disk takes.
func (f *Fsync) Handle(call notify.Call) {
	switch f.Ledger.Enter(call.Thread, call.ID) {
	case disk.Joined:
		return
	case disk.First:
		f.Counters.FsyncsSeen.Add(1)
	}
	if f.Link != nil {
		if err := f.Link.Cross(); err != nil {
			f.fail(call.Thread, err)
			return
		}
		f.down.Store(false)
	}
	answer := f.Listener.Continue
	if f.Flush != nil {
		answer = f.Flush(call)
	}
	if held, err := f.Ledger.Leave(call.Thread, answer); err == nil {
		f.Counters.released(held)
	}
}

// fail tells the reason once for each time that the link goes down.
func (f *Fsync) fail(thread uint32, reason error) {
	if !f.down.Swap(true) {
		complain("fsync fails with EIO: %v", reason)
	}
	answer := func(id uint64) error { return f.Listener.Fail(id, unix.EIO) }
	if _, err := f.Ledger.Leave(thread, answer); err == nil {
		f.Counters.FsyncsFailed.Add(1)
	}
}
