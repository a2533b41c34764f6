package main

import (
	"strconv"
	"testing"
	"time"

	"etcd-doomsday/native/gate/internal/control"
)

func TestFsyncIsHeldWhileTheLinkIsStalled(t *testing.T) {
	for _, command := range []string{"fsync", "fdatasync"} {
		t.Run(command, func(t *testing.T) {
			m := startMember(t)
			if got := m.tell(command); got != "ok" {
				t.Fatalf("got %s", got)
			}
			m.disk.Stall()
			word := m.hold(command)
			eventually(t, "the oldest is held for 30 ms", func() bool {
				return m.status().OldestHeldNs > 30*time.Millisecond.Nanoseconds()
			})
			m.disk.Flow()
			if got := release(t, word); got != "ok" {
				t.Errorf("got %s", got)
			}
			eventually(t, "both releases are counted", func() bool { return m.status().HeldMaxNs > 30e6 })
			got := m.status()
			want := control.Status{Protocol: 1, Pid: got.Pid, CPUNs: got.CPUNs, FsyncsSeen: 2,
				HeldTotalNs: got.HeldTotalNs, HeldMaxNs: got.HeldMaxNs}
			if got != want || got.HeldTotalNs <= got.HeldMaxNs {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

func TestRushOfFsyncsIsHeldWhileTheLinkIsStalled(t *testing.T) {
	// The Go runtime's own signals make the kernel drop an answer now and then, and report the call
	// again (trap.Counters): without them the count is exact.
	t.Setenv("GODEBUG", "asyncpreemptoff=1")
	m := startMember(t)
	word := m.begin("rush")
	eventually(t, "the rush is on", func() bool { return m.status().FsyncsSeen > 50 })
	m.disk.Stall()
	eventually(t, "a fsync is held for 30 ms", func() bool {
		return m.status().OldestHeldNs > 30*time.Millisecond.Nanoseconds()
	})
	m.disk.Flow()
	m.tell("rest")
	// What the pilot does is not counted.
	if got, seen := release(t, word), m.status().FsyncsSeen; got != strconv.FormatInt(seen, 10) {
		t.Errorf("the child synced %s times, the gate saw %d", got, seen)
	}
}

func TestRushOfFsyncsFailsWithEIOWhenTheLinkGoesDown(t *testing.T) {
	m := startMember(t)
	word := m.begin("rush")
	eventually(t, "the rush is on", func() bool { return m.status().FsyncsSeen > 50 })
	m.disk.Close()
	if got := release(t, word); got != "EIO" {
		t.Errorf("got %s", got)
	}
}

func TestStalledFsyncsDelayNothingElse(t *testing.T) {
	v4 := listen(t, "127.0.0.1")
	m := startMember(t, "--route", unused+"=127.0.0.1:"+v4.port())
	m.disk.Stall()
	var words []<-chan string
	for range 8 {
		words = append(words, m.hold("fdatasync"))
	}
	for range 20 {
		if got := release(t, m.begin("connect 127.0.0.9:"+unused)); got != "ok" {
			t.Fatalf("connect: got %s", got)
		}
		<-v4.came
	}
	if held := m.status().FsyncsHeld; held != 8 {
		t.Errorf("%d fsyncs are held, want 8", held)
	}
	m.disk.Flow()
	for _, word := range words {
		if got := release(t, word); got != "ok" {
			t.Errorf("fdatasync: got %s", got)
		}
	}
}

func TestFsyncFailsWithEIOWhileTheLinkIsDown(t *testing.T) {
	m := startMember(t)
	got := []string{m.tell("fsync")}
	m.disk.Close()
	got = append(got, m.tell("fsync"), m.tell("fdatasync"))
	m.disk.Open(t)
	got = append(got, m.tell("fsync"))
	for i, want := range []string{"ok", "EIO", "EIO", "ok"} {
		if got[i] != want {
			t.Errorf("fsync %d: got %s, want %s", i, got[i], want)
		}
	}
	eventually(t, "two failures are counted", func() bool { return m.status().FsyncsFailed == 2 })
}

func TestHeldFsyncFailsWithEIOWhenTheLinkGoesDown(t *testing.T) {
	m := startMember(t)
	m.disk.Stall()
	word := m.hold("fsync")
	m.disk.Close()
	if got := release(t, word); got != "EIO" {
		t.Errorf("got %s", got)
	}
}

func TestHeldFsyncWhoseConnectionIsClosedIsReleasedByAFreshTrip(t *testing.T) {
	m := startMember(t)
	m.disk.Stall()
	word := m.hold("fsync")
	m.disk.CutAndFlow()
	if got := release(t, word); got != "ok" {
		t.Errorf("got %s", got)
	}
	if failed := m.status().FsyncsFailed; failed != 0 {
		t.Errorf("%d fsyncs failed", failed)
	}
}

func TestSignalsDoNotEndAHold(t *testing.T) {
	m := startMember(t)
	m.disk.Stall()
	word := m.hold("fsync")
	for range 20 {
		m.tell("nudge")
	}
	select {
	case got := <-word:
		t.Fatalf("the fsync ended (%s) although the link is stalled", got)
	default:
	}
	if got := m.status(); got.FsyncsHeld != 1 || got.FsyncsSeen != 1 {
		t.Errorf("got %+v, want one fsync seen and held", got)
	}
	m.disk.Flow()
	if got := release(t, word); got != "ok" {
		t.Errorf("got %s", got)
	}
}

func TestAPausedChildsFsyncIsHeldAgainAfterwards(t *testing.T) {
	m := startMember(t)
	pid := m.pid()
	m.disk.Stall()
	word := m.hold("fsync")
	m.signal("STOP")
	eventually(t, "the child is stopped", func() bool { return stateOf(pid) == "T" })
	m.signal("CONT")
	eventually(t, "the child runs", func() bool { return stateOf(pid) == "S" })
	m.disk.Flow()
	if got := release(t, word); got != "ok" {
		t.Errorf("got %s", got)
	}
}
