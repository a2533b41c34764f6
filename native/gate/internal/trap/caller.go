package trap

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// maxPath is PATH_MAX of the kernel; memory is read by pages, because the next one may not exist.
const (
	maxPath    = 4096
	memoryPage = 4096
)

// caller finds out what the arguments of a call mean.
type caller struct {
	call     notify.Call
	listener *notify.Listener
}

// file is the path of an open file; "" where it cannot be told, as for sockets' descriptors.
func (c *caller) file(arg int) string {
	path, err := os.Readlink(c.descriptor(arg))
	if err != nil {
		return ""
	}
	return path
}

// descriptor is a path that leads to the open file itself.
func (c *caller) descriptor(arg int) string {
	return fmt.Sprintf("/proc/%d/fd/%d", c.call.Thread, int32(c.call.Args[arg]))
}

// path is the cleaned path that the arguments name; "" where it cannot be told.
func (c *caller) path(folderArg, pathArg int) string {
	text := c.text(c.call.Args[pathArg])
	if text == "" || filepath.IsAbs(text) {
		return filepath.Clean(text)
	}
	at := c.descriptor(folderArg)
	if int32(c.call.Args[folderArg]) == unix.AT_FDCWD {
		at = fmt.Sprintf("/proc/%d/cwd", c.call.Thread)
	}
	folder, err := os.Readlink(at)
	if err != nil {
		return ""
	}
	return filepath.Join(folder, text)
}

// text reads a string of the caller's.
func (c *caller) text(address uint64) string {
	memory, err := notify.OpenMemory(c.call.Thread)
	if err != nil {
		return ""
	}
	defer memory.Close()
	if !c.listener.Waits(c.call.ID) {
		return ""
	}
	var text []byte
	for len(text) < maxPath {
		part := make([]byte, memoryPage-(address+uint64(len(text)))%memoryPage)
		if memory.Read(part, address+uint64(len(text))) != nil {
			return ""
		}
		text = append(text, part...)
		if end := bytes.IndexByte(text, 0); end >= 0 {
			return string(text[:end])
		}
	}
	return ""
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
