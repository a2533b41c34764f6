package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// onDisk makes one call that changes something on a disk: `CALL PATH [PATH]`.
func onDisk(words []string) string {
	return errnoOrOk(diskCalls[words[0]](words[1:]))
}

var diskCalls = map[string]func(paths []string) error{
	"create":    func(p []string) error { return open(p[0], unix.O_WRONLY|unix.O_CREAT) },
	"write":     func(p []string) error { return open(p[0], unix.O_RDWR) },
	"read":      func(p []string) error { return open(p[0], unix.O_RDONLY|unix.O_CREAT) },
	"mkdir":     func(p []string) error { return unix.Mkdirat(unix.AT_FDCWD, p[0], 0o700) },
	"rename":    func(p []string) error { return unix.Renameat(unix.AT_FDCWD, p[0], unix.AT_FDCWD, p[1]) },
	"unlink":    func(p []string) error { return unix.Unlinkat(unix.AT_FDCWD, p[0], 0) },
	"createat":  createAt,
	"reserve":   with(func(fd int) error { return unix.Fallocate(fd, 0, 0, 4096) }),
	"punch":     with(punch),
	"grow":      with(func(fd int) error { return unix.Ftruncate(fd, 1<<20) }),
	"shrink":    with(func(fd int) error { return unix.Ftruncate(fd, 0) }),
	"putmeta":   with(func(fd int) error { return putAt(fd, int64(unix.Getpagesize())) }),
	"putdata":   with(func(fd int) error { return putAt(fd, 2*int64(unix.Getpagesize())) }),
	"fdatasync": with(unix.Fdatasync),
}

func open(path string, flags int) error {
	fd, err := unix.Open(path, flags, 0o600)
	if err == nil {
		unix.Close(fd)
	}
	return err
}

// createAt names the file from an open folder.
func createAt(paths []string) error {
	folder, err := unix.Open(paths[0], unix.O_RDONLY|unix.O_DIRECTORY, 0)
	if err != nil {
		return err
	}
	defer unix.Close(folder)
	fd, err := unix.Openat(folder, "../"+paths[1], unix.O_WRONLY|unix.O_CREAT, 0o600)
	if err == nil {
		unix.Close(fd)
	}
	return err
}

// kept are descriptors that were opened before anything was wrong.
var kept = map[string]int{}

// with calls with the descriptor of a file that was opened by `keep`.
func with(call func(fd int) error) func([]string) error {
	return func(paths []string) error { return call(kept[paths[0]]) }
}

func keep(path string) string {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return errnoName(err)
	}
	fd, err := unix.Dup(int(file.Fd()))
	kept[path] = fd
	file.Close()
	return errnoOrOk(err)
}

func punch(fd int) error {
	return unix.Fallocate(fd, unix.FALLOC_FL_PUNCH_HOLE|unix.FALLOC_FL_KEEP_SIZE, 0, 4096)
}

func putAt(fd int, offset int64) error {
	_, err := unix.Pwrite(fd, []byte("page"), offset)
	return err
}

func errnoOrOk(err error) string {
	if err != nil {
		return errnoName(err)
	}
	return "ok"
}
