package disk

import (
	"sync"
	"time"
)

// Ledger knows the fsyncs that are held, by thread: a thread is in one call at a time.
type Ledger struct {
	mutex sync.Mutex
	held  map[uint32]*hold
}

type hold struct {
	id    uint64
	since time.Time
}

// NewLedger makes an empty one.
func NewLedger() *Ledger {
	return &Ledger{held: map[uint32]*hold{}}
}

// Enter notes that a thread's fsync is held. It returns false when that fsync is held already: a
// signal interrupted the wait and the kernel restarted the call under a new id, which takes the
// place of the old one; whoever entered first answers it.
func (l *Ledger) Enter(thread uint32, id uint64) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if h := l.held[thread]; h != nil {
		h.id = id
		return false
	}
	l.held[thread] = &hold{id: id, since: time.Now()}
	return true
}

// Leave ends the hold and returns the id to answer and how long the fsync was held.
func (l *Ledger) Leave(thread uint32) (uint64, time.Duration) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	h := l.held[thread]
	delete(l.held, thread)
	return h.id, time.Since(h.since)
}

// Held returns how many fsyncs are held now and for how long the oldest of them has been.
func (l *Ledger) Held() (count int, oldest time.Duration) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, h := range l.held {
		oldest = max(oldest, time.Since(h.since))
	}
	return len(l.held), oldest
}
