package main

import (
	"fmt"
	"os"
	"strconv"

	"etcd-doomsday/native/gate/internal/files"
)

// file works on the files of a machine: an image of etcd holds no shell to do it with.
func file(arguments []string) (int, error) {
	if len(arguments) < 2 {
		return 0, fmt.Errorf("file: what is to be done, and to which file?\n%s", usage)
	}
	act, path, rest := arguments[0], arguments[1], arguments[2:]
	if err := fileAct(act, path, rest); err != nil {
		return exitGate, fmt.Errorf("file %s: %w", act, err)
	}
	return 0, nil
}

func fileAct(act, path string, rest []string) error {
	switch {
	case act == "list" && len(rest) == 0:
		return files.List(path, os.Stdout)
	case act == "copy" && len(rest) == 1:
		return files.Copy(path, rest[0])
	case act == "remove" && len(rest) == 0:
		return os.RemoveAll(path)
	case act == "flip" && len(rest) > 0:
		return files.Flip(path, rest)
	case act == "truncate" && len(rest) == 1:
		size, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return err
		}
		return os.Truncate(path, size)
	case act == "permissions" && len(rest) == 0:
		return files.Permissions(path, os.Stdout)
	case act == "permit" && len(rest) > 0:
		return files.Permit(path, rest)
	}
	return fmt.Errorf("%d arguments are not understood\n%s", len(rest)+1, usage)
}
