package process

import (
	"os"
	"syscall"
	"testing"
	"time"
)

// recorded is a throttle whose signals are told in their order.
func recorded() (*Throttle, chan syscall.Signal) {
	sent := make(chan syscall.Signal, 1024)
	return NewThrottle(func(s syscall.Signal) error { sent <- s; return nil }), sent
}

func expect(t *testing.T, sent chan syscall.Signal, wanted ...syscall.Signal) {
	t.Helper()
	for i, w := range wanted {
		select {
		case got := <-sent:
			if got != w {
				t.Fatalf("signal %d: got %v, wanted %v", i, got, w)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("signal %d: none, wanted %v", i, w)
		}
	}
}

func none(t *testing.T, sent chan syscall.Signal) {
	t.Helper()
	select {
	case got := <-sent:
		t.Fatalf("got %v, wanted none", got)
	case <-time.After(3 * Turn):
	}
}

func TestTheChildRestsForItsShareOfTheTime(t *testing.T) {
	throttle, sent := recorded()
	began := time.Now()
	if err := throttle.Limit(20); err != nil {
		t.Fatal(err)
	}
	expect(t, sent, syscall.SIGSTOP, syscall.SIGCONT, syscall.SIGSTOP, syscall.SIGCONT)
	if took := time.Since(began); took < 2*Turn {
		t.Errorf("two turns took %v", took)
	}
}

func TestNoLimitLeavesTheChildRunning(t *testing.T) {
	throttle, sent := recorded()
	_ = throttle.Limit(20)
	expect(t, sent, syscall.SIGSTOP)
	_ = throttle.Limit(100)
	expect(t, sent, syscall.SIGCONT)
	none(t, sent)
}

func TestAChildThatIsPausedStaysPaused(t *testing.T) {
	throttle, sent := recorded()
	_ = throttle.Limit(50)
	_ = throttle.Signal(syscall.SIGSTOP)
	expect(t, sent, syscall.SIGSTOP)
	none(t, sent)
	_ = throttle.Limit(100)
	none(t, sent)
	_ = throttle.Signal(syscall.SIGCONT)
	expect(t, sent, syscall.SIGCONT)
}

func TestTheEndOfTheChildEndsTheTurns(t *testing.T) {
	sent := make(chan syscall.Signal, 1024)
	throttle := NewThrottle(func(s syscall.Signal) error { sent <- s; return os.ErrProcessDone })
	_ = throttle.Limit(50)
	expect(t, sent, syscall.SIGSTOP)
	none(t, sent)
}
