package main

import (
	"testing"
	"time"

	"etcd-doomsday/native/gate/internal/control"
)

func (m *helperMember) limit(percent string) (int, refusal) {
	var got struct {
		Ok    bool
		Error string
	}
	code := m.call("POST", "/cpu-limit", `{"percent":`+percent+`}`, &got)
	return code, refusal{got.Error}
}

// awaitStopped looks until the kernel says of the child what is wanted.
func (m *helperMember) awaitStopped(wanted bool) {
	m.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		var status control.Status
		m.call("GET", "/status", "", &status)
		if status.Stopped == wanted {
			return
		}
	}
	m.t.Fatalf("never seen: stopped %v", wanted)
}

func TestALimitedChildIsStoppedAndGoesOnInTurns(t *testing.T) {
	m := startMember(t)
	m.awaitStopped(false)
	if code, got := m.limit("20"); code != 200 {
		t.Fatalf("got %d %v", code, got)
	}
	for range 3 {
		m.awaitStopped(true)
		m.awaitStopped(false)
	}
	m.limit("100")
	m.awaitStopped(false)
}

func TestALimitThatIsNoneIsRefused(t *testing.T) {
	m := startMember(t)
	for _, percent := range []string{"0", "101", "-1"} {
		code, got := m.limit(percent)
		want := "percent " + percent + ": expected 1 to 100 (100 = no limit)"
		if code != 400 || got.Error != want {
			t.Errorf("got %d %q, want 400 %q", code, got.Error, want)
		}
	}
}
