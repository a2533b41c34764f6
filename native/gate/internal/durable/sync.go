package durable

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// Sync carries out an fsync or fdatasync, and notes what it made durable. Its error is the kernel's,
// ErrNotOurs, or notify.ErrGone where nobody is to be answered.
func (b *Book) Sync(call notify.Call) error {
	fd := int32(call.Args[0])
	f, err := b.find(call.Thread, fd)
	if err != nil {
		return err
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return b.sync(f, call.Thread, fd, call.Number == unix.SYS_FDATASYNC)
}

// sync looks first and syncs then: what is appended meanwhile may miss it.
func (b *Book) sync(f *file, thread uint32, fd int32, dataOnly bool) error {
	stat, err := f.stat()
	if err != nil {
		return err
	}
	written, err := position(thread, fd)
	if err != nil {
		return err
	}
	if written == 0 && f.pages == nil {
		if written, err = f.lastByte(f.prefix, stat.Size); err != nil {
			return err
		}
	}
	call := unix.Fsync
	if dataOnly {
		call = unix.Fdatasync
	}
	if err := call(int(f.handle.Fd())); err != nil {
		return err
	}
	return b.note(func() { f.synced(stat.Size, min(written, stat.Size)) })
}

// lastByte finds the end of what was written where the descriptor does not tell, because another
// one wrote it.
func (f *file) lastByte(from, size int64) (int64, error) {
	last := from
	buffer := make([]byte, 64*page)
	err := data(f.handle, from, size, func(at, to int64) error {
		for ; at < to; at += int64(len(buffer)) {
			part := buffer[:min(int64(len(buffer)), to-at)]
			n, err := readAt(f.handle, part, at)
			if err != nil {
				return err
			}
			for i := n - 1; i >= 0; i-- {
				if part[i] != 0 {
					last = at + int64(i) + 1
					break
				}
			}
		}
		return nil
	})
	return last, err
}
