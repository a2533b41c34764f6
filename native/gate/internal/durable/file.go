package durable

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// page is what a write is remembered by. It is bbolt's page size on amd64 and arm64; another one
// would only cost more memory, because what is lost is drawn by sectors.
const page = 4096

// key tells files apart. A file's number is not used again while its handle is open.
type key struct{ dev, ino uint64 }

// file is what is known of one file: how much of it a disk must still show after a power loss. Its
// bytes are written in one of two ways: appended (WAL segments and snapshots), or at positions
// (bbolt). Appended bytes are durable below `prefix`; of bytes at positions the pages are kept as
// they were when they were last durable.
type file struct {
	mutex  sync.Mutex
	handle *os.File
	// size is the durable size.
	size int64
	// prefix is how many bytes from the beginning are durable in an appended file.
	prefix int64
	// pages are the pages written since the last sync, by number, as they were before; nil while
	// nothing was written at a position.
	pages map[int64][]byte
}

// keep remembers the pages that a write of n bytes at the offset is about to change.
func (f *file) keep(offset, n int64) error {
	if f.pages == nil {
		f.pages = map[int64][]byte{}
	}
	for number := offset / page; number*page < offset+n; number++ {
		if f.pages[number] != nil {
			continue
		}
		before := make([]byte, page) // zeros behind the end of the file
		if _, err := readAt(f.handle, before, number*page); err != nil {
			return err
		}
		f.pages[number] = before
	}
	return nil
}

// cut forgets everything from the length on: what is cut off is gone, at once and for good.
func (f *file) cut(length int64) {
	f.size, f.prefix = min(f.size, length), min(f.prefix, length)
	for number, before := range f.pages {
		if number*page >= length {
			delete(f.pages, number)
		} else if end := length - number*page; end < page {
			clear(before[end:])
		}
	}
}

// synced notes that what was in the file before the sync is durable.
func (f *file) synced(size, position int64) {
	f.size, f.prefix = size, max(f.prefix, position)
	clear(f.pages)
}

func (f *file) stat() (unix.Stat_t, error) {
	var stat unix.Stat_t
	err := unix.Fstat(int(f.handle.Fd()), &stat)
	return stat, err
}
