package trap

import "golang.org/x/sys/unix"

// mkdirat of a folder that exists fails with EEXIST, whatever else is wrong.
func mkdirat(c *caller, mode Mode) (string, unix.Errno) {
	path := c.path(0, 1)
	if exists(path) {
		return path, 0
	}
	return path, refusal(mode)
}

// renameat and unlinkat need no space.
func renameat(c *caller, mode Mode) (string, unix.Errno) {
	return c.path(2, 3), onlyReadOnly(mode)
}

func unlinkat(c *caller, mode Mode) (string, unix.Errno) {
	path := c.path(0, 1)
	if !exists(path) {
		return path, 0
	}
	return path, onlyReadOnly(mode)
}

func refusal(mode Mode) unix.Errno {
	if mode == Full {
		return unix.ENOSPC
	}
	return unix.EROFS
}

func onlyReadOnly(mode Mode) unix.Errno {
	if mode == ReadOnly {
		return unix.EROFS
	}
	return 0
}
