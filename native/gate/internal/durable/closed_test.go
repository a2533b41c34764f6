package durable

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

func TestFilesThatTheUserMayNotOpenAreLeftAlone(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can become somebody else")
	}
	folder := t.TempDir()
	inside := filepath.Join(folder, "closed")
	for _, err := range []error{os.Chmod(filepath.Dir(folder), 0o755), os.Chmod(folder, 0o755),
		os.WriteFile(filepath.Join(folder, "file"), []byte("x"), 0o600), os.Mkdir(inside, 0o700),
		os.WriteFile(filepath.Join(inside, "file"), []byte("x"), 0o644)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	book, undone, err := asNobody(func() (*Book, []Undone, error) {
		book, err := Open(folder)
		if err != nil {
			return nil, nil, err
		}
		undone, err := book.Lose("1")
		return book, undone, err
	})
	if err != nil || len(book.files) != 0 || len(undone) != 0 {
		t.Errorf("%v, %+v", err, undone)
	}
}

// asNobody acts as another user, on a thread that ends with it.
func asNobody(act func() (*Book, []Undone, error)) (book *Book, undone []Undone, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if _, err = unix.SetfsuidRetUid(65534); err == nil {
			book, undone, err = act()
		}
	}()
	<-done
	return book, undone, err
}
