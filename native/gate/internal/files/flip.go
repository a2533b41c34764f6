package files

import (
	"errors"
	"fmt"
	"os"
)

// Flip turns the bits of each place, OFFSET:MASK, round. A place behind the end is an error, and so
// is a mask without a bit: nothing would have been done.
func Flip(path string, places []string) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for _, place := range places {
		if err := flipOne(file, place); err != nil {
			return fmt.Errorf("flip %s: %w", place, err)
		}
	}
	return file.Sync()
}

func flipOne(file *os.File, place string) error {
	var offset int64
	var mask byte
	if _, err := fmt.Sscanf(place, "%d:%d", &offset, &mask); err != nil {
		return err
	}
	if mask == 0 {
		return errors.New("no bit is named")
	}
	b := make([]byte, 1)
	if _, err := file.ReadAt(b, offset); err != nil {
		return err
	}
	b[0] ^= mask
	_, err := file.WriteAt(b, offset)
	return err
}
