package disk

import (
	"sync"
	"time"
)

// Ledger knows the fsyncs that are held, by thread: a thread is in one call at a time. A signal can
// interrupt a call while it waits; the kernel then restarts it and reports it again under a new id.
// Each report has a goroutine of its own, so the older of two may be entered last. The kernel
// counts ids up (kernel/seccomp.c, seccomp_next_notify_id).
type Ledger struct {
	mutex      sync.Mutex
	held       map[uint32]*hold
	restarting map[uint32]bool   // answered too late: the same call is reported again
	newest     map[uint32]uint64 // the newest id that each thread's calls were reported under
}

// Entry is what a report means to whoever handles it.
type Entry int

const (
	// First is a new fsync, to be counted, held and answered.
	First Entry = iota
	// Again is one whose answer came too late: to be held and answered, not counted.
	Again
	// Joined is one that is held already, or whose successor was entered before it: whoever entered
	// first answers it, or nobody waits for it.
	Joined
)

type hold struct {
	id    uint64
	since time.Time
}

// NewLedger makes an empty one.
func NewLedger() *Ledger {
	return &Ledger{held: map[uint32]*hold{}, restarting: map[uint32]bool{}, newest: map[uint32]uint64{}}
}

// Enter notes that a thread's fsync is held.
func (l *Ledger) Enter(thread uint32, id uint64) Entry {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if newest, known := l.newest[thread]; known && int64(id-newest) < 0 {
		return Joined
	}
	l.newest[thread] = id
	if h := l.held[thread]; h != nil {
		h.id = id
		return Joined
	}
	l.held[thread] = &hold{id: id, since: time.Now()}
	if l.restarting[thread] {
		delete(l.restarting, thread)
		return Again
	}
	return First
}

// Leave ends the hold with the answer, which is given the id that waits now, and returns how long
// the fsync was held and the answer's error. Any error means that nobody waited any more.
func (l *Ledger) Leave(thread uint32, answer func(id uint64) error) (time.Duration, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	h := l.held[thread]
	delete(l.held, thread)
	err := answer(h.id)
	if err != nil {
		l.restarting[thread] = true
	}
	return time.Since(h.since), err
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
