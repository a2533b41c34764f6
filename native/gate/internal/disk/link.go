package disk

import (
	"fmt"
	"time"
)

// A link that accepts and closes at once, again and again, carries nothing (a link whose far end is
// gone, a reset toxic). One such close is normal: a stall that ends closes its connections.
const (
	closedAtOnce   = 100 * time.Millisecond
	maxClosings    = 10
	betweenRedials = 5 * time.Millisecond
)

// Link is this member's disk link.
type Link struct {
	address string
	pool    pool
	pilot   pilot
}

// NewLink makes the link at `host:port` and tries to have a warm connection before the first fsync.
func NewLink(address string) *Link {
	link := newLink(address)
	go func() {
		if c, err := dial(address); err == nil {
			link.pool.put(c)
		}
	}()
	return link
}

func newLink(address string) *Link {
	return &Link{address: address, pilot: pilot{address: address}}
}

// Cross returns when a fsync may go on: at once where other trips have just shown that the link is
// clear, otherwise after a trip of its own, whose error it returns. A change of the link is felt
// within 10 ms (fresh) by the fsyncs of a rush, by all others at once.
func (l *Link) Cross() error {
	if l.pilot.clear() {
		return nil
	}
	began := time.Now()
	if err := l.Trip(); err != nil {
		l.pilot.lane.failed()
		return err
	}
	l.pilot.lane.crossed(began, time.Now())
	return nil
}

// Trip returns when a byte has gone over the link and come back. While the link holds the byte it
// waits, for ever if need be. A connection that the link closes meanwhile is replaced by a fresh
// one, and the trip begins again. The error says that the link is down: dialling it failed
// (refused, unreachable), or it closed maxClosings fresh connections in a row at once.
func (l *Link) Trip() error {
	if c := l.pool.take(); c != nil {
		if c.roundTrip() == nil {
			l.pool.put(c)
			return nil
		}
		c.Close()
		l.pool.drop()
	}
	for closings := 0; closings < maxClosings; {
		c, err := dial(l.address)
		if err != nil {
			return fmt.Errorf("disk link down: %w", err)
		}
		if c.roundTrip() == nil {
			l.pool.put(c)
			return nil
		}
		c.Close()
		if time.Since(c.opened) > closedAtOnce {
			closings = 0
			continue
		}
		closings++
		time.Sleep(betweenRedials)
	}
	return fmt.Errorf("disk link down: %s closed %d connections at once", l.address, maxClosings)
}
