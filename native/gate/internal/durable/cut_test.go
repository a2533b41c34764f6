package durable

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
)

func TestASyncThatIsNotCompleteWhenThePowerGoesMakesNothingDurable(t *testing.T) {
	book, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	handle, err := os.Create(filepath.Join(book.folder, "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	sync := notify.Call{Thread: uint32(os.Getpid()), Number: unix.SYS_FDATASYNC,
		Args: [6]uint64{uint64(handle.Fd())}}
	type step struct {
		act  func() error
		want error
		size int64
	}
	noted := func() error { return book.note(func() { book.files[key{}] = &file{} }) }
	write := func() error { _, err := handle.WriteString("four"); return err }
	for i, s := range []step{
		{write, nil, 0},
		{func() error { return book.Sync(sync) }, nil, 4},
		{write, nil, 4},
		{func() error { book.Cut(); return nil }, nil, 4},
		{noted, notify.ErrGone, 4}, // what a sync that was under way does last
		{func() error { return book.Sync(sync) }, notify.ErrGone, 4},
	} {
		err := s.act()
		f, findErr := book.find(sync.Thread, int32(handle.Fd()))
		if !errors.Is(err, s.want) || findErr != nil || f.size != s.size || f.prefix != s.size {
			t.Fatalf("step %d: %v, %d durable bytes; want %v, %d", i, err, f.prefix, s.want, s.size)
		}
	}
	if len(book.files) != 1 {
		t.Errorf("%d files are known, want 1", len(book.files))
	}
}

func TestAWriteThatNobodyWaitsForAnyMoreIsNotCarriedOut(t *testing.T) {
	book, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	handle, err := os.Create(filepath.Join(book.folder, "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Close()
	text := []byte("late")
	write := notify.Call{Thread: uint32(os.Getpid()), Number: unix.SYS_PWRITE64,
		Args: [6]uint64{uint64(handle.Fd()), uint64(uintptr(unsafe.Pointer(&text[0]))), 4, 0}}
	for waitsFor, want := range []string{"", "", "late"} {
		asked := 0
		_, err := book.WriteAt(write, func() bool { asked++; return asked <= waitsFor })
		shown, _ := os.ReadFile(handle.Name())
		if string(shown) != want || (err == nil) != (want != "") {
			t.Errorf("waiting when asked %d times: %v, the file shows %q", waitsFor, err, shown)
		}
	}
}
