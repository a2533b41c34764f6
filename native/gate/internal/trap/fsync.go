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
	Link     *disk.Link
	Ledger   *disk.Ledger
	Counters *Counters

	down atomic.Bool
}

// Handle releases the call then, or fails it with EIO when the link is down. The kernel
// flushes the file after that, so what the link adds comes on top of what the disk takes.
func (f *Fsync) Handle(call notify.Call) {
	if !f.Ledger.Enter(call.Thread, call.ID) {
		return
	}
	f.Counters.FsyncsSeen.Add(1)
	err := f.Link.Cross()
	id, held := f.Ledger.Leave(call.Thread)
	if err != nil {
		f.fail(id, err)
		return
	}
	f.down.Store(false)
	if f.Listener.Continue(id) == nil {
		f.Counters.released(held)
	}
}

// fail tells the reason once for each time that the link goes down.
func (f *Fsync) fail(id uint64, reason error) {
	if !f.down.Swap(true) {
		complain("fsync fails with EIO: %v", reason)
	}
	if f.Listener.Fail(id, unix.EIO) == nil {
		f.Counters.FsyncsFailed.Add(1)
	}
}
