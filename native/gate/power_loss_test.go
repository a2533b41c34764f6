package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

const (
	powerLosses = 100
	heldFor     = 150 * time.Millisecond
)

func TestSyncedBytesSurviveAndUnsyncedOnesMayNot(t *testing.T) {
	var sum shown
	torn, none := int64(0), 0
	for seed := range int64(powerLosses) {
		s := newScript(t, seed)
		for range 25 {
			s.step()
		}
		told := s.losePower(strconv.FormatInt(seed, 10))
		wal, db := s.wal.look(t), s.db.look(t)
		unsynced, undone := int64(0), int64(0)
		for _, f := range told.Files {
			unsynced, undone, torn = unsynced+f.UnsyncedBytes, undone+f.UndoneBytes, torn+f.TornPages
		}
		if tail := int64(511); undone < int64(wal.lost+db.lost) || undone > int64(wal.lost+db.lost)+tail {
			t.Fatalf("seed %d: told %+v, looked %+v %+v", seed, told, wal, db)
		}
		sum = shown{sum.durable + wal.durable + db.durable, sum.kept + wal.kept + db.kept,
			sum.lost + wal.lost + db.lost, sum.short + wal.short + db.short}
		if unsynced > 0 && undone == 0 {
			none++
		}
	}
	if sum.durable == 0 || sum.kept == 0 || sum.lost == 0 || sum.short == 0 || torn == 0 ||
		none == 0 || none == powerLosses {
		t.Fatalf("%+v, %d torn pages, %d losses that lost nothing", sum, torn, none)
	}
	t.Logf("%d power losses: %d synced bytes all there, %d unsynced kept, %d lost, %d torn pages",
		powerLosses, sum.durable, sum.kept, sum.lost, torn)
}

func TestTheSameSeedLosesTheSame(t *testing.T) {
	play := func(seed int) string {
		s := newScript(t, 7)
		for range 40 {
			s.step()
		}
		told := fmt.Sprint(s.losePower(strconv.Itoa(seed)))
		for _, path := range []string{s.wal.path, s.db.path} {
			bytes, _ := os.ReadFile(path)
			told += string(bytes)
		}
		return told
	}
	seen := map[string]bool{}
	for seed := range 8 {
		once := play(seed)
		if seen[once] = true; once != play(seed) {
			t.Errorf("two losses of seed %d and one history differ", seed)
		}
	}
	if len(seen) < 4 {
		t.Errorf("8 seeds gave %d different losses", len(seen))
	}
}

func TestAHeldSyncMakesNothingDurable(t *testing.T) {
	lost := 0
	const losses = 8
	for seed := range losses {
		s := newScript(t, int64(seed))
		s.tell("append", s.wal.path, 1, 2000)
		s.wal.write(pattern(1, 2000), 0)
		s.m.disk.Stall()
		s.m.hold("file flush " + s.wal.path)
		eventually(t, "the sync is held for longer than it takes", func() bool {
			return s.m.status().OldestHeldNs > heldFor.Nanoseconds()
		})
		s.losePower(strconv.Itoa(seed))
		lost += s.wal.look(t).lost
	}
	if lost == 0 {
		t.Errorf("%d held syncs, and nothing was lost", losses)
	}
}

func TestWhatIsCutOffStaysCutOffAndWhatFollowsIsUnsynced(t *testing.T) {
	for seed := range 20 {
		s := newScript(t, int64(seed))
		s.tell("append", s.wal.path, 1, 9000)
		s.wal.write(pattern(1, 9000), 0)
		s.flush(&s.wal)
		s.tell("cut", s.wal.path, 5000)
		s.wal.cut(5000)
		s.tell("append", s.wal.path, 2, 3000) // at 9000: the descriptor stays there
		s.wal.write(pattern(2, 3000), 9000)
		s.tell("put", s.db.path, 3, 12288, 0)
		s.db.write(pattern(3, 12288), 0)
		s.flush(&s.db)
		s.tell("put", s.db.path, 4, 12288, 0)
		s.db.write(pattern(4, 12288), 0)
		s.tell("cut", s.db.path, 5000)
		s.db.cut(5000)
		s.tell("put", s.db.path, 5, 8192, 4096)
		s.db.write(pattern(5, 8192), 4096)
		s.losePower(strconv.Itoa(seed))
		s.wal.look(t)
		s.db.look(t)
	}
}

func TestWhatAnEarlierLifeLeftIsDurable(t *testing.T) {
	folder := t.TempDir()
	old := model{path: filepath.Join(folder, "old"), now: pattern(5, 10000)}
	old.flush()
	if err := os.WriteFile(old.path, old.now, 0o600); err != nil {
		t.Fatal(err)
	}
	m := startMember(t, "--durability", folder)
	s := &script{t: t, m: m}
	s.tell("put", old.path, 6, 100, 0)
	old.write(pattern(6, 100), 0)
	s.losePower("1")
	old.look(t)
}

func TestInterruptedWritesAreCarriedOutInTheirOrder(t *testing.T) {
	m := startMember(t, "--durability", t.TempDir())
	word := m.begin("file hammer " + filepath.Join(t.TempDir(), "x") + " 10")
	if got := release(t, word); got != "ok" {
		t.Fatal(got)
	}
	s := newScript(t, 1)
	word = s.m.begin("file hammer " + s.db.path + " 150")
	for {
		select {
		case got := <-word:
			if got != "ok" {
				t.Error(got)
			}
			return
		default:
			s.m.tell("nudge")
		}
	}
}

func TestPowerLossIsRefusedWhereNothingWasRemembered(t *testing.T) {
	m := startMember(t)
	var told struct{ Error string }
	code := m.call("POST", "/power-loss", `{"seed":"1"}`, &told)
	if code != 409 || told.Error != "power loss: the gate was started without --durability" {
		t.Errorf("%d %s", code, told.Error)
	}
	code = m.call("POST", "/power-loss", `{"seed":""}`, &told)
	if code != 400 || told.Error != "expected a seed" {
		t.Errorf("%d %s", code, told.Error)
	}
}
