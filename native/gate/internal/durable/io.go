package durable

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// readAt fills b as far as the file goes and returns how far.
func readAt(from io.ReaderAt, b []byte, offset int64) (int, error) {
	n, err := from.ReadAt(b, offset)
	if err == io.EOF {
		err = nil
	}
	return n, err
}

// position returns where the next write() of a descriptor goes.
func position(thread uint32, fd int32) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", thread, fd))
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(line, "pos:")), 10, 64)
}

// data visits the stretches from the offset to the size that are not holes, where the file system
// knows holes (preallocated and never written counts as one); otherwise all of it.
func data(handle *os.File, offset, size int64, visit func(from, to int64) error) error {
	fd := int(handle.Fd())
	for offset < size {
		from, err := unix.Seek(fd, offset, unix.SEEK_DATA)
		if err == unix.ENXIO {
			return nil
		}
		to := size
		if err != nil {
			from = offset
		} else if hole, err := unix.Seek(fd, from, unix.SEEK_HOLE); err == nil {
			to = min(hole, size)
		}
		if err := visit(from, to); err != nil || to <= offset {
			return err
		}
		offset = to
	}
	return nil
}
