package durable

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Undone is what a power loss did to one file, counted in whole sectors that differ from what was
// last synced.
type Undone struct {
	// Name is the file's, from the folder.
	Name string `json:"name"`
	// UnsyncedBytes could be lost, UndoneBytes of them were.
	UnsyncedBytes int64 `json:"unsyncedBytes"`
	UndoneBytes   int64 `json:"undoneBytes"`
	// Pages of 4096 bytes had unsynced bytes, TornPages of them lost some and kept some.
	Pages     int64 `json:"pages"`
	TornPages int64 `json:"tornPages"`
}

// Lose takes away from every file what was not synced, as the seed draws, and returns the files that
// had any. The process has ended before; nothing is carried out for it any more.
func (b *Book) Lose(seed string) ([]Undone, error) {
	b.Cut()
	if b.failure != nil {
		return nil, b.failure
	}
	all := []Undone{}
	err := b.each(func(path string) error {
		f, err := b.at(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(b.folder, path)
		if err != nil {
			return err
		}
		undone, err := f.lose(draws{seed, name})
		undone.Name = name
		if undone.UnsyncedBytes > 0 {
			all = append(all, undone)
		}
		return err
	})
	return all, err
}

// at returns a file by its name; one that was never synced is new here.
func (b *Book) at(path string) (*file, error) {
	var stat unix.Stat_t
	if err := unix.Stat(path, &stat); err != nil {
		return nil, &os.PathError{Op: "stat", Path: path, Err: err}
	}
	if f := b.files[key{stat.Dev, stat.Ino}]; f != nil {
		return f, nil
	}
	handle, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	f, _, err := b.add(handle)
	return f, err
}

// lose waits for a sync or a write that is just being carried out.
func (f *file) lose(d draws) (Undone, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	stat, err := f.stat()
	if err != nil {
		return Undone{}, err
	}
	tear := &tear{file: f, draws: d, size: stat.Size, kept: f.size}
	if f.pages != nil {
		err = tear.pages()
	} else {
		err = tear.tail()
	}
	if err == nil && tear.kept < stat.Size {
		err = unix.Ftruncate(int(f.handle.Fd()), tear.kept) // growth that was not synced
	}
	if err == nil {
		err = f.handle.Sync()
	}
	return tear.undone, err
}
