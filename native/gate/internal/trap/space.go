package trap

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

// writesFirstPages is what bbolt does once in every commit, at its end: its two meta pages are the
// file's first two (bbolt meta.go: page ids 0 and 1). A full disk may refuse an earlier page of the
// same commit; the commit fails all the same, and a report for every page would cost etcd dearly.
// Nobody else in etcd writes at positions.
var writesFirstPages = notify.Condition{
	Kind: notify.Below, Arg: 3, Value: 2 * uint32(unix.Getpagesize()),
}

func pwrite64(c *caller, mode Mode) (string, unix.Errno) {
	return c.file(0), refusal(mode)
}

// fallocate can also give space back.
func fallocate(c *caller, mode Mode) (string, unix.Errno) {
	if mode == Full && c.call.Args[1]&unix.FALLOC_FL_PUNCH_HOLE != 0 {
		return "", 0
	}
	return c.file(0), refusal(mode)
}

// ftruncate that makes a file longer is bbolt's way of growing. Many file systems reserve nothing
// then and refuse the write that follows; here it is refused at once.
func ftruncate(c *caller, mode Mode) (string, unix.Errno) {
	var stat unix.Stat_t
	if unix.Stat(c.descriptor(0), &stat) != nil {
		return "", 0
	}
	if mode == Full && int64(c.call.Args[1]) <= stat.Size {
		return "", 0
	}
	return c.file(0), refusal(mode)
}

// syncs fail on a file system that an error has made read-only (ext4_sync_file in Linux'
// fs/ext4/fsync.c); on a full one it has nothing to allocate.
func syncs(c *caller, mode Mode) (string, unix.Errno) {
	return c.file(0), onlyReadOnly(mode)
}
