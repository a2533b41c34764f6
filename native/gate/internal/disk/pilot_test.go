package disk

import (
	"fmt"
	"testing"
	"time"
)

// crossing is one fsync of a rush.
type crossing struct {
	began, ended time.Time
	own          bool // it made a trip of its own
	err          error
}

// cross makes one; the pause after it keeps up the rush.
func cross(link *Link) crossing {
	c := crossing{began: time.Now()}
	before := ownTrips(link)
	c.err = link.Cross()
	c.ended, c.own = time.Now(), ownTrips(link) != before
	time.Sleep(time.Millisecond)
	return c
}

// ownTrips changes with every trip that was not the pilot's.
func ownTrips(link *Link) any {
	link.pool.mutex.Lock()
	defer link.pool.mutex.Unlock()
	if len(link.pool.warm) == 0 {
		return nil
	}
	c := link.pool.warm[0]
	return [2]any{c, c.sent}
}

// rush goes on until 20 fsyncs in a row, which is longer than fresh, made no trip of their own.
func rush(t *testing.T, link *Link) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for free := 0; free < 20; {
		if time.Now().After(deadline) {
			t.Fatal("the lane does not stay open")
		}
		c := cross(link)
		free++
		if c.own || c.err != nil {
			free = 0
		}
	}
}

func TestFreeFsyncMakesNoTrip(t *testing.T) {
	link, relay := relayedLink(t)
	relay.Stall()
	link.pilot.flying.Store(true) // none takes off
	link.pilot.lane.rush = minRush
	link.pilot.lane.lastFsync = time.Now().Add(time.Hour)
	link.pilot.lane.shown = time.Now().Add(time.Hour)
	done := make(chan error, 1)
	go func() { done <- link.Cross() }()
	if err := await(t, done); err != nil || relay.Accepted() != 0 {
		t.Errorf("error %v, %d connections; want none", err, relay.Accepted())
	}
}

func TestRushIsHeldWithin10msOfAStall(t *testing.T) {
	link, relay := relayedLink(t)
	rush(t, link)
	relay.Stall()
	stalled := time.Now()
	done := make(chan error, 1)
	go func() { done <- crossUntilHeld(link, stalled) }()
	select {
	case err := <-done:
		t.Fatalf("not held: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	relay.CutAndFlow()
	if err := await(t, done); err != nil {
		t.Error(err)
	}
	rush(t, link)
}

// crossUntilHeld returns when the first fsync that made a trip of its own has ended.
func crossUntilHeld(link *Link, stalled time.Time) error {
	for {
		c := cross(link)
		if c.own || c.err != nil {
			return c.err
		}
		if late := c.began.Sub(stalled); late > fresh {
			return fmt.Errorf("a fsync passed %v after the stall", late)
		}
	}
}

func TestEveryFsyncOfARushFeelsADelayAfter10ms(t *testing.T) {
	const delay = time.Millisecond
	link, relay := relayedLink(t)
	rush(t, link)
	relay.Delay(delay)
	delayed := time.Now()
	felt := 0
	for felt < 50 {
		c := cross(link)
		if c.began.Sub(delayed) <= fresh {
			continue
		}
		felt++
		if took := c.ended.Sub(c.began); took < delay {
			t.Errorf("a fsync took %v, %v after the delay began", took, c.began.Sub(delayed))
		}
	}
	relay.Delay(0)
	rush(t, link)
}

func TestRushFailsWithin10msOfTheLinkGoingDown(t *testing.T) {
	link, relay := relayedLink(t)
	rush(t, link)
	relay.Close()
	down := time.Now()
	for failed := 0; failed < 10; {
		c := cross(link)
		if c.err != nil {
			failed++
		} else if late := c.began.Sub(down); late > fresh {
			t.Fatalf("a fsync passed %v after the link went down", late)
		}
	}
	relay.Open(t)
	rush(t, link)
}

func TestPilotLandsAfterTheRushAndKeepsItsConnection(t *testing.T) {
	link, relay := relayedLink(t)
	for range 2 {
		rush(t, link)
		deadline := time.Now().Add(patience)
		for link.pilot.flying.Load() {
			if time.Now().After(deadline) {
				t.Fatal("the pilot flies on")
			}
			time.Sleep(time.Millisecond)
		}
	}
	if got := relay.Accepted(); got != 2 {
		t.Errorf("%d connections, want 2: the fsyncs' and the pilot's", got)
	}
}
