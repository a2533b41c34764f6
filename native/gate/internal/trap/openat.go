package trap

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

const changing = unix.O_CREAT | unix.O_WRONLY | unix.O_RDWR | unix.O_TRUNC

// opensToChange leaves alone what is opened for reading only, such as all of /proc.
var opensToChange = notify.Condition{Kind: notify.AnyBit, Arg: 2, Value: changing}

// openat of a new file needs space; so does nothing else that it does.
func openat(c *caller, mode Mode) (string, unix.Errno) {
	flags := c.call.Args[2]
	if flags&changing == 0 {
		return "", 0
	}
	path := c.path(0, 1)
	creates := flags&unix.O_CREAT != 0 && !exists(path)
	switch {
	case creates && mode == Full:
		return path, unix.ENOSPC
	case mode == ReadOnly && (creates || exists(path) && flags&^unix.O_CREAT&changing != 0):
		return path, unix.EROFS
	}
	return path, 0
}
