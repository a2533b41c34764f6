package disk

import (
	"testing"
	"time"
)

// at is a time so many milliseconds into a story.
func at(ms float64) time.Time {
	return time.Unix(1, 0).Add(time.Duration(ms * float64(time.Millisecond)))
}

// rushed is a lane in its minRush-th fsync at the given time; the next one is in a rush.
func rushed(ms float64) *lane {
	l := &lane{}
	for range minRush {
		l.enter(at(ms))
	}
	return l
}

func TestLaneIsFreeInARushAfterAQuickTrip(t *testing.T) {
	cases := []struct {
		name  string
		story func(l *lane)
		now   float64
		want  bool
	}{
		{"no trip was made", func(*lane) {}, 1, false},
		{"a quick trip", func(l *lane) { l.crossed(at(0), at(0.9)) }, 10, true},
		{"a quick trip that grew old", func(l *lane) { l.crossed(at(0), at(0.9)) }, 10.1, false},
		{"a trip of the least delay", func(l *lane) { l.crossed(at(0), at(1)) }, 1, false},
		{"a slow trip after a quick one", func(l *lane) {
			l.crossed(at(0), at(0.2))
			l.crossed(at(4), at(9))
		}, 10, true},
		{"a trip told late, after a later one", func(l *lane) {
			l.crossed(at(5), at(5.2))
			l.crossed(at(0), at(0.2))
		}, 15, true},
		{"a failed trip", func(l *lane) {
			l.crossed(at(0), at(0.2))
			l.failed()
		}, 1, false},
		{"a quick trip after a failed one", func(l *lane) {
			l.failed()
			l.crossed(at(1), at(1.2))
		}, 2, true},
	}
	for _, c := range cases {
		l := rushed(0)
		c.story(l)
		if _, free := l.enter(at(c.now)); free != c.want {
			t.Errorf("%s: free %v, want %v", c.name, free, c.want)
		}
	}
}

func TestLaneIsClosedOutsideARush(t *testing.T) {
	l := &lane{}
	var got []bool
	// Four in a row, a pause of 21 ms, four again.
	for _, ms := range []float64{0, 20, 40, 60, 81, 82, 83, 84} {
		l.crossed(at(ms-1), at(ms-0.8))
		_, free := l.enter(at(ms))
		got = append(got, free)
	}
	for i, want := range []bool{false, false, false, true, false, false, false, true} {
		if got[i] != want {
			t.Errorf("fsync %d: free %v, want %v", i, got[i], want)
		}
	}
}

func TestPilotIsDueABeatAfterTheLastQuickTrip(t *testing.T) {
	l := rushed(0)
	l.crossed(at(1), at(1.5))
	if wait, rush := l.due(at(2)); wait != 3*time.Millisecond || !rush {
		t.Errorf("got %v, %v; want 3ms in a rush", wait, rush)
	}
	if _, rush := l.due(at(20)); !rush {
		t.Error("the rush is over after 20 ms, want later")
	}
	if _, rush := l.due(at(20.1)); rush {
		t.Error("the rush goes on after 20.1 ms")
	}
}
