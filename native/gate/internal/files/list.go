package files

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// entry is one file as it is told. Used ends behind the last byte that is not zero: a WAL segment
// is allocated before it is written. The hash is of these bytes alone.
type entry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	Used   int64  `json:"used"`
	Mode   string `json:"mode"`
	Sha256 string `json:"sha256"`
}

// List writes one JSON line for each file under dir, in the order of their paths.
func List(dir string, out io.Writer) error {
	lines := json.NewEncoder(out)
	return filepath.WalkDir(dir, func(path string, found fs.DirEntry, err error) error {
		if err != nil || !found.Type().IsRegular() {
			return err
		}
		one, err := look(path)
		if err != nil {
			return err
		}
		one.Path, err = filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		return lines.Encode(one)
	})
}

func look(path string) (entry, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return entry{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return entry{}, err
	}
	used := len(data)
	for used > 0 && data[used-1] == 0 {
		used--
	}
	hash := sha256.Sum256(data[:used])
	return entry{
		Size:   int64(len(data)),
		Used:   int64(used),
		Mode:   fmt.Sprintf("%04o", info.Mode().Perm()),
		Sha256: hex.EncodeToString(hash[:]),
	}, nil
}
