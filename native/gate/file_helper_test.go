package main

import (
	"bytes"
	"math/rand"
	"os"
	"strconv"
	locks "sync"

	"golang.org/x/sys/unix"
)

var (
	openFiles     = map[string]*os.File{}
	openFilesLock locks.Mutex
)

// fileCommand changes a file that the helper keeps open: `COMMAND PATH NUMBER …`.
func fileCommand(words []string) string {
	file, err := openFile(words[1])
	if err != nil {
		return err.Error()
	}
	n := make([]int64, len(words)-2)
	for i, word := range words[2:] {
		n[i], _ = strconv.ParseInt(word, 10, 64)
	}
	switch words[0] {
	case "reserve": // LENGTH
		err = unix.Fallocate(int(file.Fd()), 0, 0, n[0])
	case "append": // SEED LENGTH
		_, err = file.Write(pattern(n[0], n[1]))
	case "put": // SEED LENGTH OFFSET
		_, err = file.WriteAt(pattern(n[0], n[1]), n[2])
	case "cut": // LENGTH
		err = unix.Ftruncate(int(file.Fd()), n[0])
	case "flush":
		err = unix.Fdatasync(int(file.Fd()))
	case "hammer": // ROUNDS
		return hammer(file, n[0])
	}
	if err != nil {
		return errnoName(err)
	}
	return "ok"
}

func openFile(path string) (*os.File, error) {
	openFilesLock.Lock()
	defer openFilesLock.Unlock()
	if file := openFiles[path]; file != nil {
		return file, nil
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	openFiles[path] = file
	return file, err
}

// pattern is length bytes of the seed, none of them 0.
func pattern(seed, length int64) []byte {
	draw := rand.New(rand.NewSource(seed))
	b := make([]byte, length)
	for i := range b {
		b[i] = byte(1 + draw.Intn(255))
	}
	return b
}

// hammer writes one place again and again from four threads, each its own pages, and looks each
// time whether the file shows what was written last.
func hammer(file *os.File, rounds int64) string {
	const length = 3 * 4096
	words := make(chan string, 4)
	for thread := range int64(cap(words)) {
		go func() {
			shown := make([]byte, length)
			for round := range rounds {
				wanted := pattern(thread*rounds+round, length)
				if _, err := file.WriteAt(wanted, thread*length); err != nil {
					words <- err.Error()
					return
				}
				_, _ = file.ReadAt(shown, thread*length)
				if !bytes.Equal(shown, wanted) {
					words <- "the file shows something else than was written last"
					return
				}
			}
			words <- "ok"
		}()
	}
	for range cap(words) {
		if word := <-words; word != "ok" {
			return word
		}
	}
	return "ok"
}
