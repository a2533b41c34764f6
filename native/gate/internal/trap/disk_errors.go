package trap

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// DiskErrors is the switch of the errors that calls on the files under a folder meet, and their
// count. Safe for concurrent use.
type DiskErrors struct {
	folder string

	mutex   sync.Mutex
	mode    Mode
	refused int64
	last    string
}

// Mode says what is wrong with the disk.
type Mode string

const (
	// None: nothing is.
	None Mode = "none"
	// Full: what needs new space fails with ENOSPC.
	Full Mode = "full"
	// ReadOnly: what changes anything fails with EROFS, as after an error remount.
	ReadOnly Mode = "read-only"
)

// NewDiskErrors makes a switch for the files under a folder, which need not exist yet; off.
func NewDiskErrors(folder string) (*DiskErrors, error) {
	absolute, err := filepath.Abs(folder)
	return &DiskErrors{folder: absolute, mode: None}, err
}

// Set switches. The count begins anew when errors begin; when they end it stands still.
func (d *DiskErrors) Set(mode Mode) error {
	switch mode {
	case None, Full, ReadOnly:
	default:
		return fmt.Errorf("errors %q: expected %s, %s or %s", mode, None, Full, ReadOnly)
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.mode = mode
	if mode != None {
		d.refused, d.last = 0, ""
	}
	return nil
}

// State of nil is that of no switch at all. Otherwise it returns the mode, how many calls were refused since errors
// began, and the last of them.
func (d *DiskErrors) State() (mode Mode, refused int64, last string) {
	if d == nil {
		return "", 0, ""
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.mode, d.refused, d.last
}

// note counts a refused call. The first one of each time goes to the log: the caller may end by it,
// and the gate with the caller, before anybody could ask.
func (d *DiskErrors) note(call, path string, errno unix.Errno) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.refused++
	d.last = fmt.Sprintf("%s %s: %s", call, d.short(path), unix.ErrnoName(errno))
	if d.refused == 1 {
		complain("refused %s", d.last)
	}
}

// covers tells whether a path, cleaned, is the folder or lies under it.
func (d *DiskErrors) covers(path string) bool {
	return under(d.folder, path) || under(resolved(d.folder), path)
}

func (d *DiskErrors) short(path string) string {
	for _, folder := range []string{d.folder, resolved(d.folder)} {
		if name, err := filepath.Rel(folder, path); err == nil && !strings.HasPrefix(name, "..") {
			return name
		}
	}
	return path
}

func under(folder, path string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

// resolved is where a folder lies behind links; the kernel names open files by it.
func resolved(folder string) string {
	if found, err := filepath.EvalSymlinks(folder); err == nil {
		return found
	}
	return folder
}
