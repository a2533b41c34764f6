package process

import (
	"sync"
	"syscall"
	"time"
)

// Turn is how long the child runs and rests in all before it runs again: the period of the kernel's
// own CPU quotas.
const Turn = 100 * time.Millisecond

// Throttle lets the child run for a share of the time only, by SIGSTOP and SIGCONT: it needs no
// privileges and no control groups. All threads rest together, which quotas do not promise.
type Throttle struct {
	send  func(syscall.Signal) error
	mutex sync.Mutex
	// held: somebody else has stopped the child, and it stays stopped whoever's turn it is.
	held    bool
	resting bool
	over    chan struct{}
}

// NewThrottle is without a limit.
func NewThrottle(send func(syscall.Signal) error) *Throttle {
	return &Throttle{send: send}
}

// Signal sends a signal to the child without undoing a stop that is not its own.
func (t *Throttle) Signal(signal syscall.Signal) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	switch signal {
	case syscall.SIGSTOP:
		t.held = true
	case syscall.SIGCONT:
		t.held = false
		if t.resting {
			return nil // it goes on when its turn comes
		}
	}
	return t.send(signal)
}

// Limit lets the child run for so many percent of the time; 100 takes the limit off.
// @error os.ErrProcessDone after the child's end.
func (t *Throttle) Limit(percent int) error {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.over != nil {
		close(t.over)
		t.over = nil
	}
	if err := t.rest(false); err != nil || percent >= 100 {
		return err
	}
	t.over = make(chan struct{})
	go t.cycle(percent, t.over)
	return nil
}

// cycle rests in proportion to what the child really ran: a late timer does not raise its share.
func (t *Throttle) cycle(percent int, over chan struct{}) {
	run := Turn * time.Duration(percent) / 100
	for {
		began := time.Now()
		if !passed(run, over) || !t.turn(over, true) {
			return
		}
		ran := time.Since(began)
		if !passed(ran*time.Duration(100-percent)/time.Duration(percent), over) || !t.turn(over, false) {
			return
		}
	}
}

// turn is false when the cycle is over: another limit was set, or the child has ended.
func (t *Throttle) turn(over chan struct{}, rest bool) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.over == over && t.rest(rest) == nil
}

func (t *Throttle) rest(rest bool) error {
	if rest == t.resting {
		return nil
	}
	t.resting = rest
	if t.held {
		return nil
	}
	if rest {
		return t.send(syscall.SIGSTOP)
	}
	return t.send(syscall.SIGCONT)
}

func passed(length time.Duration, over chan struct{}) bool {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-over:
		return false
	}
}
