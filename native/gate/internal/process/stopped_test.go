package process

import "testing"

func TestAChildStandsStillWhenNoThreadRuns(t *testing.T) {
	for states, want := range map[string]bool{
		"T":    true,
		"TTT":  true,
		"TDT":  true,  // comes back from its call to a stop
		"TTR":  false, // was at work when the signal came
		"RTT":  false,
		"TST":  false,
		"D":    false, // a wait alone is no stop
		"S":    false,
		"Z":    false, // it has ended
		"TT?":  false, // a thread ended during the look
		"?":    false,
		"":     false,
		"TtT":  false, // somebody traces it
		"TDDR": false,
	} {
		if got := standStill(states); got != want {
			t.Errorf("%q: got %v, want %v", states, got, want)
		}
	}
}
