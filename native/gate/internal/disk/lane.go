package disk

import (
	"sync"
	"time"
)

const (
	// quick is less than the least delay that Toxiproxy can be asked for: a trip that took less than
	// a millisecond was delayed by nothing but the machine.
	quick = time.Millisecond
	// fresh bounds how late the fsyncs of a rush feel a change of the link.
	fresh = 10 * time.Millisecond
	// A rush is minRush fsyncs, each at most rushPause after the one before. Fewer gain nothing by a
	// pilot, and what a test does to an idle member is felt by the next fsync.
	minRush   = 4
	rushPause = 20 * time.Millisecond
)

// lane decides which fsyncs need no trip of their own: those in a rush, when another trip that
// began in the last 10 ms (fresh) was quick. A slow trip closes nothing by itself, because on a busy
// machine some are slow on a clear link; on a link that delays all are, so what was shown grows old.
// Times come from the caller.
type lane struct {
	mutex     sync.Mutex
	lastFsync time.Time
	rush      int       // fsyncs in a row, each soon after the one before; no more than minRush
	shown     time.Time // when the latest quick trip began; zero: none did, or one failed since
}

// enter notes a fsync and tells whether it is in a rush and whether it is free to pass.
func (l *lane) enter(now time.Time) (rush, free bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if now.Sub(l.lastFsync) > rushPause {
		l.rush = 0
	}
	l.lastFsync = now
	l.rush = min(l.rush+1, minRush)
	rush = l.rush == minRush
	return rush, rush && now.Sub(l.shown) <= fresh
}

// crossed notes a trip that a byte made, whoever sent it.
func (l *lane) crossed(began, ended time.Time) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if ended.Sub(began) < quick && began.After(l.shown) {
		l.shown = began
	}
}

// failed closes the lane until a quick trip opens it.
func (l *lane) failed() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.shown = time.Time{}
}

// due is how long the pilot can wait until it must show again that the link is clear. It returns
// false when the rush is over.
func (l *lane) due(now time.Time) (time.Duration, bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.shown.Add(beat).Sub(now), now.Sub(l.lastFsync) <= rushPause
}
