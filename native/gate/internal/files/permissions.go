package files

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// permission is who may do what with one file or folder. The folder itself has the path ".".
type permission struct {
	Path string `json:"path"`
	Mode string `json:"mode"`
	UID  uint32 `json:"uid"`
	GID  uint32 `json:"gid"`
}

// Permissions writes one JSON line for dir and for each file and folder under it, parents first.
func Permissions(dir string, out io.Writer) error {
	lines := json.NewEncoder(out)
	return filepath.WalkDir(dir, func(path string, found fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := found.Info()
		if err != nil {
			return err
		}
		inner, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		owner := info.Sys().(*syscall.Stat_t)
		mode := fmt.Sprintf("%04o", info.Mode().Perm())
		return lines.Encode(permission{Path: inner, Mode: mode, UID: owner.Uid, GID: owner.Gid})
	})
}

// Permit gives files and folders under dir an owner and a mode, PATH=OCTAL:UID:GID each, in the
// order given. To give a file away needs the right to (root).
func Permit(dir string, changes []string) error {
	for _, change := range changes {
		if err := permitOne(dir, change); err != nil {
			return fmt.Errorf("permit %s: %w", change, err)
		}
	}
	return nil
}

func permitOne(dir, change string) error {
	at := strings.LastIndex(change, "=")
	if at < 0 {
		return errors.New("PATH=OCTAL:UID:GID is expected")
	}
	var mode uint32
	var uid, gid int
	if _, err := fmt.Sscanf(change[at+1:], "%o:%d:%d", &mode, &uid, &gid); err != nil {
		return err
	}
	path := filepath.Join(dir, change[:at])
	if err := os.Lchown(path, uid, gid); err != nil {
		return err
	}
	return os.Chmod(path, fs.FileMode(mode))
}
