// Package files is what is done to the files of a machine from within: images of etcd hold no shell.
package files

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Copy puts a copy of the file or folder from in place of to. Zeros stay holes: most of a WAL is.
func Copy(from, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return filepath.WalkDir(from, func(path string, found fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inner, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		info, err := found.Info()
		if err != nil {
			return err
		}
		target := filepath.Join(to, inner)
		if found.IsDir() {
			return os.MkdirAll(target, info.Mode().Perm())
		}
		return copyFile(path, target, info.Mode().Perm())
	})
}

const chunkBytes = 64 << 10

var zeros = make([]byte, chunkBytes)

func copyFile(from, to string, mode fs.FileMode) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	size, err := copyChunks(source, target)
	if err != nil {
		return err
	}
	return target.Truncate(size)
}

func copyChunks(source io.Reader, target *os.File) (int64, error) {
	chunk := make([]byte, chunkBytes)
	size := int64(0)
	for {
		n, err := io.ReadFull(source, chunk)
		if n > 0 && !bytes.Equal(chunk[:n], zeros[:n]) {
			if _, err := target.WriteAt(chunk[:n], size); err != nil {
				return size, err
			}
		}
		size += int64(n)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return size, nil
		}
		if err != nil {
			return size, err
		}
	}
}
