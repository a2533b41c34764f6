package main

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"testing"

	"etcd-doomsday/native/gate/internal/control"
)

// model is what a test knows of a file: its bytes now, and as they were at its last sync.
type model struct {
	path         string
	now, durable []byte
}

func (f *model) write(b []byte, offset int64) {
	if grow := offset + int64(len(b)) - int64(len(f.now)); grow > 0 {
		f.now = append(f.now, make([]byte, grow)...)
	}
	copy(f.now[offset:], b)
}

func (f *model) flush() { f.durable = append([]byte{}, f.now...) }

func (f *model) cut(length int64) {
	f.now = f.now[:length]
	f.durable = f.durable[:min(length, int64(len(f.durable)))]
}

// script plays random calls on a segment that is appended to and on a database that is written at
// positions, and keeps the models of both.
type script struct {
	t        *testing.T
	m        *helperMember
	draw     *rand.Rand
	wal, db  model
	appended int64
}

const reserved = 96 << 10

// newScript starts the helper on a folder of its own, with a reserved segment that is synced.
func newScript(t *testing.T, seed int64) *script {
	folder := t.TempDir()
	s := &script{t: t, draw: rand.New(rand.NewSource(seed)),
		wal: model{path: filepath.Join(folder, "wal")}, db: model{path: filepath.Join(folder, "db")}}
	s.m = startMember(t, "--durability", folder)
	s.tell("reserve", s.wal.path, reserved)
	s.tell("flush", s.wal.path)
	s.wal.now = make([]byte, reserved)
	s.wal.flush()
	return s
}

func (s *script) tell(command, path string, numbers ...int64) {
	s.t.Helper()
	line := "file " + command + " " + path
	for _, n := range numbers {
		line += fmt.Sprint(" ", n)
	}
	if got := s.m.tell(line); got != "ok" {
		s.t.Fatalf("%s: got %s", line, got)
	}
}

// step makes one call.
func (s *script) step() {
	seed := s.draw.Int63()
	switch s.draw.Intn(7) {
	case 0, 1:
		length := 1 + s.draw.Int63n(3000)
		s.tell("append", s.wal.path, seed, length)
		s.wal.write(pattern(seed, length), s.appended)
		s.appended += length
	case 2, 3, 4:
		length, offset := 4096*(1+s.draw.Int63n(3)), 4096*s.draw.Int63n(12)
		if s.draw.Intn(4) == 0 {
			length, offset = 1+s.draw.Int63n(700), s.draw.Int63n(40000)
		}
		s.tell("put", s.db.path, seed, length, offset)
		s.db.write(pattern(seed, length), offset)
	case 5:
		s.flush(&s.wal)
	case 6:
		s.flush(&s.db)
	}
}

func (s *script) flush(f *model) {
	s.tell("flush", f.path)
	f.flush()
}

// losePower returns what the gate told.
func (s *script) losePower(seed string) control.PowerLoss {
	s.t.Helper()
	var told control.PowerLoss
	if code := s.m.call("POST", "/power-loss", `{"seed":"`+seed+`"}`, &told); code != 200 {
		s.t.Fatalf("power loss: %d", code)
	}
	if code := s.m.exit(); code != 137 {
		s.t.Fatalf("the gate ended with %d", code)
	}
	return told
}

// shown counts the file's bytes after a power loss; short are those that its length lacks.
type shown struct{ durable, kept, lost, short int }

// look compares the file with its model: a synced byte is there, any other is as it was at the last
// sync or as it was written, and a sector shows one of both throughout.
func (f *model) look(t *testing.T) shown {
	t.Helper()
	disk, err := os.ReadFile(f.path)
	if os.IsNotExist(err) && len(f.now) == 0 {
		return shown{}
	}
	if err != nil || len(disk) < len(f.durable) || len(disk) > len(f.now) {
		t.Fatalf("%s: %d bytes, synced %d, written %d: %v",
			f.path, len(disk), len(f.durable), len(f.now), err)
	}
	was := append(append([]byte{}, f.durable...), make([]byte, len(f.now)-len(f.durable))...)
	count := shown{short: len(f.now) - len(disk)}
	disk = append(disk, make([]byte, count.short)...)
	for at := 0; at < len(disk); at += 512 {
		end := min(at+512, len(disk))
		old, now, is := string(was[at:end]), string(f.now[at:end]), string(disk[at:end])
		switch {
		case old == now && is == now:
			count.durable += end - at
		case old != now && is == now:
			count.kept += end - at
		case old != now && is == old:
			count.lost += end - at
		default:
			t.Fatalf("%s: the sector at %d is neither as synced nor as written", f.path, at)
		}
	}
	return count
}
