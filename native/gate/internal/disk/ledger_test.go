package disk

import "testing"

func TestLedgerGivesARestartedCallTheFirstOnesPlace(t *testing.T) {
	ledger := NewLedger()
	got := []bool{ledger.Enter(7, 100), ledger.Enter(8, 101), ledger.Enter(7, 102)}
	want := []bool{true, true, false}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("entry %d: got %v, want %v", i, got[i], want[i])
		}
	}
	if count, oldest := ledger.Held(); count != 2 || oldest <= 0 {
		t.Errorf("held %d, oldest %v", count, oldest)
	}
	if id, held := ledger.Leave(7); id != 102 || held <= 0 {
		t.Errorf("left with id %d after %v, want the restarted call's id 102", id, held)
	}
	if id, _ := ledger.Leave(8); id != 101 {
		t.Errorf("left with id %d, want 101", id)
	}
	if count, oldest := ledger.Held(); count != 0 || oldest != 0 {
		t.Errorf("held %d, oldest %v; want none", count, oldest)
	}
}
