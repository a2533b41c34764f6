// Package relay is a link for tests: a TCP relay that can be stalled, cut, closed and opened again.
package relay

import (
	"net"
	"sync"
	"testing"
	"time"
)

// Relay forwards connections on Address to a target, as a Toxiproxy proxy does.
type Relay struct {
	Address string
	target  string

	mutex    sync.Mutex
	moved    *sync.Cond
	stalled  bool
	delay    time.Duration
	shut     bool // accepts and closes at once
	listener net.Listener
	conns    map[net.Conn]bool
	accepted int
}

// New opens a relay on a free port of the host; the test's end closes it.
func New(t *testing.T, host, target string) *Relay {
	r := &Relay{Address: net.JoinHostPort(host, "0"), target: target, conns: map[net.Conn]bool{}}
	r.moved = sync.NewCond(&r.mutex)
	r.Open(t)
	t.Cleanup(r.Close)
	return r
}

// Open listens (again) on the same address.
func (r *Relay) Open(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", r.Address)
	if err != nil {
		t.Fatal(err)
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.listener, r.Address = listener, listener.Addr().String()
	go r.serve(listener)
}

// Close closes the listener and all connections: a link that is down.
func (r *Relay) Close() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.listener.Close()
	r.cut()
}

// Stall keeps what arrives from now on, on old connections and new ones.
func (r *Relay) Stall() { r.set(func() { r.stalled = true }) }

// Flow forwards what was kept, and all that follows.
func (r *Relay) Flow() { r.set(func() { r.stalled = false }) }

// Delay keeps what arrives from now on for so long, in each direction.
func (r *Relay) Delay(delay time.Duration) { r.set(func() { r.delay = delay }) }

// CutAndFlow closes all connections, with what was kept, and forwards on new ones: what Toxiproxy
// does when a `timeout 0` toxic is removed.
func (r *Relay) CutAndFlow() { r.set(func() { r.cut(); r.stalled = false }) }

// Shut closes every connection, and each new one at once.
func (r *Relay) Shut() { r.set(func() { r.shut = true; r.cut() }) }

// Accepted is how many connections were made so far.
func (r *Relay) Accepted() int {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.accepted
}

func (r *Relay) set(change func()) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	change()
	r.moved.Broadcast()
}

func (r *Relay) cut() {
	for conn := range r.conns {
		conn.Close()
	}
	clear(r.conns)
	r.moved.Broadcast()
}
