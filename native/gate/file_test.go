package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"etcd-doomsday/native/gate/internal/files"
)

// listed is what `file list` tells of a folder.
func listed(t *testing.T, folder string) string {
	t.Helper()
	var out bytes.Buffer
	if err := files.List(folder, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func done(t *testing.T, arguments ...string) {
	t.Helper()
	if _, err := file(arguments); err != nil {
		t.Fatal(err)
	}
}

// folderWith holds one file in a folder of its own: 3 bytes, and as many zeros as make 200 kB.
func folderWith(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "wal"), 0o700); err != nil {
		t.Fatal(err)
	}
	data := append([]byte(text), make([]byte, 200_000-len(text))...)
	if err := os.WriteFile(filepath.Join(folder, "wal", "0.wal"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

const line = `{"path":"wal/0.wal","size":%d,"used":%d,"mode":"%s","sha256":"%x"}` + "\n"

func TestFileListTellsWhatIsUsed(t *testing.T) {
	want := fmt.Sprintf(line, 200_000, 3, "0600", sha256.Sum256([]byte("abc")))
	if got := listed(t, folderWith(t, "abc")); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestFileCopyTakesThePlaceOfAnotherFolder(t *testing.T) {
	from, to := folderWith(t, "abc"), folderWith(t, "other")
	if err := os.WriteFile(filepath.Join(to, "more"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, "copy", from, to)
	if got, want := listed(t, to), listed(t, from); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	done(t, "remove", to)
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Fatalf("still there: %v", err)
	}
}

func TestFileFlipsAndTruncates(t *testing.T) {
	folder := folderWith(t, "abc")
	path := filepath.Join(folder, "wal", "0.wal")
	done(t, "flip", path, "0:1", "2:128")
	done(t, "truncate", path, "3")
	want := fmt.Sprintf(line, 3, 3, "0600", sha256.Sum256([]byte{'a' ^ 1, 'b', 'c' ^ 128}))
	if got := listed(t, folder); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestFileRefusesWhatWouldDoNothing(t *testing.T) {
	path := filepath.Join(folderWith(t, "abc"), "wal", "0.wal")
	cases := map[string][]string{
		"flip 300000:1: EOF":      {"flip", path, "300000:1"},
		"flip 0:0: no bit is nam": {"flip", path, "0:0"},
		"no such file":            {"truncate", path + "x", "1"},
		"not understood":          {"burn", path},
		"PATH=OCTAL:UID:GID is":   {"permit", filepath.Dir(path), "0.wal"},
		"permit 1.wal=0600:0:0: ": {"permit", filepath.Dir(path), "1.wal=0600:0:0"},
		"what is to be done":      {"list"},
	}
	for want, arguments := range cases {
		if _, err := file(arguments); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %q", arguments, err, want)
		}
	}
}
