package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"etcd-doomsday/native/gate/internal/files"
)

// permissionsOf is what `file permissions` tells of a folder.
func permissionsOf(t *testing.T, folder string) string {
	t.Helper()
	var out bytes.Buffer
	if err := files.Permissions(folder, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// told is what it should tell of a folder from folderWith.
func told(folder, wal, file string, uid, gid int) string {
	const line = `{"path":"%s","mode":"%s","uid":%d,"gid":%d}` + "\n"
	own, group := os.Getuid(), os.Getgid()
	return fmt.Sprintf(line+line+line, ".", folder, own, group, "wal", wal, own, group,
		"wal/0.wal", file, uid, gid)
}

func TestFilePermissionsAreToldAndChanged(t *testing.T) {
	folder := folderWith(t, "abc")
	uid, gid := os.Getuid(), os.Getgid()
	if uid == 0 {
		uid, gid = 12, 34 // only root can give a file away
	}
	done(t, "permit", folder, fmt.Sprintf(".=0750:%d:%d", os.Getuid(), os.Getgid()),
		fmt.Sprintf("wal/0.wal=0440:%d:%d", uid, gid))
	if got, want := permissionsOf(t, folder), told("0750", "0700", "0440", uid, gid); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	done(t, "permit", folder, fmt.Sprintf("wal/0.wal=0600:%d:%d", os.Getuid(), os.Getgid()))
	want := told("0750", "0700", "0600", os.Getuid(), os.Getgid())
	if got := permissionsOf(t, folder); got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestPermissionsBindRootWhenTheGateSaysSo(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("permissions bind everybody but root anyway")
	}
	for _, c := range []struct {
		flags []string
		word  string
	}{{nil, "ok"}, {[]string{"--obey-permissions"}, "permission denied"}} {
		path := filepath.Join(folderWith(t, "abc"), "wal", "0.wal")
		if err := os.Chmod(path, 0o400); err != nil {
			t.Fatal(err)
		}
		m := startMember(t, c.flags...)
		if got := m.tell("file append " + path + " 1 1"); !strings.HasSuffix(got, c.word) {
			t.Errorf("%v: got %q, want %q", c.flags, got, c.word)
		}
		if got := m.tell("connect " + m.control); got != "ok" {
			t.Errorf("%v: a dial: %q", c.flags, got)
		}
	}
}
