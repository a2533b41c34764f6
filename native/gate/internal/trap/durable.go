package trap

import (
	"errors"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/durable"
	"etcd-doomsday/native/gate/internal/notify"
)

// Durable carries out what changes the durable state of files, so that the book knows it. It gives
// calls their last answer: whatever else traps them comes before.
type Durable struct {
	Listener *notify.Listener
	Book     *durable.Book
}

// Flush carries out an fsync or fdatasync and returns how to answer it.
func (d *Durable) Flush(call notify.Call) func(id uint64) error {
	return d.answer(0, d.Book.Sync(call))
}

// Write carries out a pwrite64.
func (d *Durable) Write(call notify.Call) {
	waits := func() bool { return d.Listener.Waits(call.ID) }
	n, err := d.Book.WriteAt(call, waits)
	_ = d.answer(n, err)(call.ID) // the only error: nobody waits any more
}

// Truncate carries out an ftruncate.
func (d *Durable) Truncate(call notify.Call) {
	waits := func() bool { return d.Listener.Waits(call.ID) }
	err := d.Book.Truncate(call, waits)
	_ = d.answer(0, err)(call.ID)
}

func (d *Durable) answer(value int64, err error) func(id uint64) error {
	errno := unix.EIO
	switch {
	case err == nil:
		return func(id uint64) error { return d.Listener.Return(id, value) }
	case err == notify.ErrGone:
		return func(uint64) error { return err }
	case err == durable.ErrNotOurs:
		return d.Listener.Continue
	case !errors.As(err, &errno):
		complain("a call on a file fails with EIO: %v", err)
	}
	return func(id uint64) error { return d.Listener.Fail(id, errno) }
}
