package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// each visits every regular file under the folder but for those that this user may not open: they
// are as closed to etcd, which shall say so itself.
func (b *Book) each(visit func(path string) error) error {
	return filepath.WalkDir(b.folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			err = visit(path)
		}
		if os.IsPermission(err) {
			return nil
		}
		return err
	})
}

// ErrNotOurs says that the kernel is to carry out a call: it is not on a file under the folder.
var ErrNotOurs = errors.New("not a file under the folder")

// find returns the file behind a thread's descriptor, or ErrNotOurs.
func (b *Book) find(thread uint32, fd int32) (*file, error) {
	link := fmt.Sprintf("/proc/%d/fd/%d", thread, fd)
	var stat unix.Stat_t
	if err := unix.Stat(link, &stat); err != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return nil, ErrNotOurs // the kernel answers EBADF or what it likes
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if f := b.files[key{stat.Dev, stat.Ino}]; f != nil {
		return f, nil
	}
	path, err := os.Readlink(link)
	if err != nil || !strings.HasPrefix(path, b.folder+"/") {
		return nil, ErrNotOurs
	}
	handle, err := os.OpenFile(link, os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return nil, notify.ErrGone // the caller has just ended
	}
	if err != nil {
		b.failure = errors.Join(b.failure, err)
		return nil, err
	}
	f, _, err := b.add(handle)
	return f, err
}
