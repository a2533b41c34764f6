package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// diskMember is a member whose data dir is reached over a link, with two open files in it and one
// beside it.
type diskMember struct {
	*helperMember
	data, old, kept, beside string
}

func startOnDisk(t *testing.T) *diskMember {
	t.Helper()
	folder := t.TempDir()
	link := filepath.Join(folder, "link")
	for _, err := range []error{
		os.MkdirAll(filepath.Join(folder, "volume", "data", "sub"), 0o700),
		os.Symlink(filepath.Join(folder, "volume"), link),
		os.WriteFile(filepath.Join(link, "data", "old"), nil, 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	data := filepath.Join(link, "data")
	m := &diskMember{startMember(t, "--disk-errors", data), data, filepath.Join(data, "old"),
		filepath.Join(data, "kept"), filepath.Join(folder, "beside")}
	for _, path := range []string{m.kept, m.beside} {
		if got := m.tell("keep " + path); got != "ok" {
			t.Fatalf("keep %s: %s", path, got)
		}
	}
	return m
}

func (m *diskMember) set(errors string) {
	m.t.Helper()
	var answer struct{ Ok bool }
	if code := m.call("POST", "/disk-errors", `{"errors":"`+errors+`"}`, &answer); code != 200 {
		m.t.Fatalf("disk-errors %s: %d", errors, code)
	}
}

// words of the calls on files of the data dir, in this order: those that a full disk refuses, those
// that only a read-only one refuses, those that no disk refuses.
func (m *diskMember) calls() (full, readOnly, never []string) {
	full = []string{"create " + m.data + "/new", "createat " + m.data + "/sub new2",
		"mkdir " + m.data + "/folder", "reserve " + m.kept, "grow " + m.kept, "putmeta " + m.kept}
	readOnly = []string{"create " + m.old, "write " + m.old, "rename " + m.old + " " + m.data + "/other",
		"unlink " + m.data + "/other", "punch " + m.kept, "shrink " + m.kept, "fdatasync " + m.kept}
	never = []string{"read " + m.data + "/sub", "putdata " + m.kept, "create " + m.beside + "2",
		"mkdir " + m.beside + "3", "reserve " + m.beside, "grow " + m.beside, "putmeta " + m.beside,
		"fdatasync " + m.beside, "unlink " + m.beside + "2"}
	return full, readOnly, never
}

// expect has each call made and wants the word.
func (m *diskMember) expect(calls []string, want string) {
	m.t.Helper()
	for _, call := range calls {
		got := m.tell("disk " + call)
		if strings.HasPrefix(call, "read ") && got == "EISDIR" {
			got = "ok" // the kernel's own word for a folder that O_CREAT names
		}
		if got != want {
			m.t.Errorf("%s: got %s, want %s", call, got, want)
		}
	}
}

func TestAFullDiskRefusesWhatNeedsSpace(t *testing.T) {
	m := startOnDisk(t)
	m.set("full")
	full, readOnly, never := m.calls()
	m.expect(full, "ENOSPC")
	got := m.status()
	if got.DiskErrors != "full" || got.CallsRefused != 6 || got.LastRefused != "pwrite64 kept: ENOSPC" {
		t.Errorf("got %+v", got)
	}
	m.expect(readOnly, "ok")
	m.expect(never, "ok")
	if refused := m.status().CallsRefused; refused != 6 {
		t.Errorf("%d calls were refused, want 6", refused)
	}
}

func TestAReadOnlyDiskRefusesEveryChange(t *testing.T) {
	m := startOnDisk(t)
	m.set("read-only")
	full, readOnly, never := m.calls()
	m.expect(full, "EROFS")
	// There is no such file: the kernel says so, whatever else is wrong.
	m.expect([]string{"unlink " + m.data + "/other"}, "ENOENT")
	m.expect(append(readOnly[:3:3], readOnly[4:]...), "EROFS")
	m.expect(never, "ok")
	if got := m.status(); got.CallsRefused != 12 || got.LastRefused != "fdatasync kept: EROFS" {
		t.Errorf("got %+v", got)
	}
}

func TestDiskErrorsEndWhenTheyAreSwitchedOff(t *testing.T) {
	m := startOnDisk(t)
	m.set("read-only")
	m.expect([]string{"putmeta " + m.kept}, "EROFS")
	m.set("none")
	full, readOnly, never := m.calls()
	for _, calls := range [][]string{full, readOnly, never} {
		m.expect(calls, "ok")
	}
	got := m.status()
	if got.DiskErrors != "none" || got.CallsRefused != 1 || got.LastRefused != "pwrite64 kept: EROFS" {
		t.Errorf("got %+v", got)
	}
}

func TestARefusedSyncIsNotHeld(t *testing.T) {
	m := startOnDisk(t)
	m.disk.Stall()
	m.set("read-only")
	if got := release(t, m.begin("disk fdatasync "+m.kept)); got != "EROFS" {
		t.Errorf("got %s", got)
	}
	m.set("full")
	word := m.hold("disk fdatasync " + m.kept)
	m.disk.Flow()
	if got := release(t, word); got != "ok" {
		t.Errorf("got %s", got)
	}
}

func TestTheFirstRefusalOfEachTimeIsInTheLog(t *testing.T) {
	m := startOnDisk(t)
	for _, errors := range []string{"full", "read-only"} {
		m.set(errors)
		m.tell("disk putmeta " + m.kept)
		m.tell("disk putmeta " + m.kept)
	}
	m.tell("exit 0")
	m.exit()
	want := "gate: refused pwrite64 kept: ENOSPC\ngate: refused pwrite64 kept: EROFS\n"
	if got := m.stderr.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDiskErrorsAreRefusedWhereNoneCanBe(t *testing.T) {
	m := startMember(t)
	var answer struct{ Error string }
	code := m.call("POST", "/disk-errors", `{"errors":"full"}`, &answer)
	if code != 400 || answer.Error != "the gate was started without --disk-errors" {
		t.Errorf("got %d %q", code, answer.Error)
	}
	disk := startOnDisk(t)
	code = disk.call("POST", "/disk-errors", `{"errors":"ful"}`, &answer)
	if code != 400 || answer.Error != `errors "ful": expected none, full or read-only` {
		t.Errorf("got %d %q", code, answer.Error)
	}
}
