package disk

import (
	"sync/atomic"
	"time"
)

const (
	// beat leaves time in fresh for a second trip where the first was slow by chance.
	beat = 4 * time.Millisecond
	// redial is the pause after a failed trip.
	redial = 4 * time.Millisecond
)

// pilot makes trips while fsyncs come in a rush, so that they need not: the lane tells them how the
// trips went. It has a connection of its own.
type pilot struct {
	lane    lane
	address string
	flying  atomic.Bool
	conn    *connection // kept from rush to rush; touched by the goroutine that set flying only
}

// clear notes a fsync and reports whether it may pass without a trip of its own.
func (p *pilot) clear() bool {
	rush, free := p.lane.enter(time.Now())
	if rush && p.flying.CompareAndSwap(false, true) {
		go p.fly()
	}
	return free
}

// fly lands when the rush is over. A stalled link holds it up for as long as it holds fsyncs up.
func (p *pilot) fly() {
	defer p.flying.Store(false)
	for {
		wait, rush := p.lane.due(time.Now())
		if !rush {
			return
		}
		time.Sleep(wait)
		began := time.Now()
		if p.trip() != nil {
			p.lane.failed()
			time.Sleep(redial)
			continue
		}
		p.lane.crossed(began, time.Now())
	}
}

// trip makes a single attempt: whether the link is down is for the fsyncs' own trips to find out.
func (p *pilot) trip() error {
	if p.conn == nil {
		c, err := dial(p.address)
		if err != nil {
			return err
		}
		p.conn = c
	}
	err := p.conn.roundTrip()
	if err != nil {
		p.conn.Close()
		p.conn = nil
	}
	return err
}
