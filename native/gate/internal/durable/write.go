package durable

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// maxWrite bounds the memory that one write takes; a longer one is carried out in part, as the
// kernel may do too.
const maxWrite = 16 << 20

// WriteAt carries out a pwrite64 and keeps the pages before. What it returns is as for Sync.
//
// `waits` tells whether the caller still waits for this call. It is asked when the caller's memory
// is open (is it still the caller's?) and again under the file's lock: a call that a signal
// interrupted is reported anew, and carried out late it could overwrite what came after it.
func (b *Book) WriteAt(call notify.Call, waits func() bool) (int64, error) {
	f, err := b.find(call.Thread, int32(call.Args[0]))
	if err != nil {
		return 0, err
	}
	offset := int64(call.Args[3])
	if offset < 0 || call.Args[2] == 0 {
		return 0, ErrNotOurs
	}
	bytes, err := callersBytes(call, waits)
	if err != nil {
		return 0, err
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if b.over() || !waits() {
		return 0, notify.ErrGone
	}
	if err := f.keep(offset, int64(len(bytes))); err != nil {
		return 0, b.failed(err)
	}
	written, err := unix.Pwrite(int(f.handle.Fd()), bytes, offset)
	return int64(written), err
}

func callersBytes(call notify.Call, waits func() bool) ([]byte, error) {
	memory, err := notify.OpenMemory(call.Thread)
	if err != nil {
		return nil, err
	}
	defer memory.Close()
	if !waits() {
		return nil, notify.ErrGone
	}
	bytes := make([]byte, min(call.Args[2], maxWrite))
	if memory.Read(bytes, call.Args[1]) != nil {
		return nil, unix.EFAULT
	}
	return bytes, nil
}

// Truncate carries out an ftruncate. `waits` as for WriteAt, what it returns as for Sync.
func (b *Book) Truncate(call notify.Call, waits func() bool) error {
	f, err := b.find(call.Thread, int32(call.Args[0]))
	if err != nil {
		return err
	}
	length := int64(call.Args[1])
	if length < 0 {
		return ErrNotOurs
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if b.over() || !waits() {
		return notify.ErrGone
	}
	if err := unix.Ftruncate(int(f.handle.Fd()), length); err != nil {
		return err
	}
	f.cut(length)
	return nil
}
