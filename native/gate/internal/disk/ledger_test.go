package disk

import (
	"errors"
	"testing"
)

func TestLedgerGivesARestartedCallTheFirstOnesPlace(t *testing.T) {
	ledger := NewLedger()
	got := []Entry{ledger.Enter(7, 100), ledger.Enter(8, 101), ledger.Enter(7, 102)}
	for i, want := range []Entry{First, First, Joined} {
		if got[i] != want {
			t.Errorf("entry %d: got %v, want %v", i, got[i], want)
		}
	}
	if count, oldest := ledger.Held(); count != 2 || oldest <= 0 {
		t.Errorf("held %d, oldest %v", count, oldest)
	}
	for _, c := range []struct{ thread, id int }{{7, 102}, {8, 101}} {
		if held, err := ledger.Leave(uint32(c.thread), taking(t, uint64(c.id))); err != nil || held <= 0 {
			t.Errorf("thread %d left after %v with %v", c.thread, held, err)
		}
	}
	if count, oldest := ledger.Held(); count != 0 || oldest != 0 {
		t.Errorf("held %d, oldest %v; want none", count, oldest)
	}
}

func TestLedgerKnowsACallThatWasAnsweredTooLate(t *testing.T) {
	ledger := NewLedger()
	gone := errors.New("gone")
	got := []Entry{ledger.Enter(7, 100)}
	if _, err := ledger.Leave(7, func(uint64) error { return gone }); err != gone {
		t.Errorf("left with %v", err)
	}
	got = append(got, ledger.Enter(8, 101), ledger.Enter(7, 102))
	if _, err := ledger.Leave(7, taking(t, 102)); err != nil {
		t.Error(err)
	}
	got = append(got, ledger.Enter(7, 103))
	for i, want := range []Entry{First, First, Again, First} {
		if got[i] != want {
			t.Errorf("entry %d: got %v, want %v", i, got[i], want)
		}
	}
}

func TestLedgerHeedsTheNewestReportWhicheverComesFirst(t *testing.T) {
	ledger := NewLedger()
	got := []Entry{ledger.Enter(7, 102), ledger.Enter(7, 101)}
	if _, err := ledger.Leave(7, taking(t, 102)); err != nil {
		t.Error(err)
	}
	got = append(got, ledger.Enter(7, 100), ledger.Enter(7, 103))
	for i, want := range []Entry{First, Joined, Joined, First} {
		if got[i] != want {
			t.Errorf("entry %d: got %v, want %v", i, got[i], want)
		}
	}
	if count, _ := ledger.Held(); count != 1 {
		t.Errorf("held %d, want 1", count)
	}
}

// taking is an answer that is taken, and wants the id.
func taking(t *testing.T, want uint64) func(uint64) error {
	return func(id uint64) error {
		if id != want {
			t.Errorf("answered id %d, want %d", id, want)
		}
		return nil
	}
}
