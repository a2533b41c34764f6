// Package durable knows which bytes of a member's files a disk must still show after a power loss,
// and takes the others away.
//
// It carries out the calls that change what is durable itself, on the same files: fsync and
// fdatasync (so that it knows when one is complete), pwrite64 (so that it knows the pages before)
// and ftruncate. Bytes that are appended by write() are known by the position of the descriptor
// that syncs them, so write() costs nothing: whoever appends and syncs does both through one
// descriptor, as etcd's WAL and snapshot files do.
//
// Not modelled, always kept: names (create, rename, remove) and what was cut off. A file that was
// created but never synced keeps its name and may lose its bytes.
package durable

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// Book keeps the state of every file under a folder. Safe for concurrent use.
type Book struct {
	folder string
	mutex  sync.Mutex
	files  map[key]*file
	// cut is set when the power goes: from then on nothing is carried out or noted.
	cut bool
	// failure is what went wrong, after which the state may be wrong.
	failure error
}

// Open begins a book. What is in the folder is synced, so that it counts as durable: what an
// earlier process left in the page cache could have been written back meanwhile.
func Open(folder string) (*Book, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil { // as etcd would make it
		return nil, err
	}
	folder, err := filepath.EvalSymlinks(folder) // the kernel names files without links
	if err == nil {
		folder, err = filepath.Abs(folder)
	}
	if err != nil {
		return nil, err
	}
	book := &Book{folder: folder, files: map[key]*file{}}
	return book, book.each(func(path string) error {
		handle, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		f, stat, err := book.add(handle)
		if err != nil || f == nil {
			return err
		}
		f.size, f.prefix = stat.Size, stat.Size
		return handle.Sync()
	})
}

// add takes over the handle of a file of which nothing is durable so far.
func (b *Book) add(handle *os.File) (*file, unix.Stat_t, error) {
	f := &file{handle: handle}
	stat, err := f.stat()
	if err != nil {
		handle.Close()
		return nil, stat, err
	}
	b.files[key{stat.Dev, stat.Ino}] = f
	return f, stat, nil
}

// Cut is the moment at which the power goes. A sync that is not complete by then makes nothing
// durable, and no call is answered any more.
func (b *Book) Cut() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.cut = true
}

// note changes what is durable, unless the power has gone meanwhile.
func (b *Book) note(change func()) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.cut {
		return notify.ErrGone
	}
	change()
	return nil
}

func (b *Book) over() bool {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.cut
}

// failed remembers why the state may be wrong, and returns it.
func (b *Book) failed(err error) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.failure = errors.Join(b.failure, err)
	return err
}
