package relay

import (
	"net"
	"time"
)

func (r *Relay) serve(listener net.Listener) {
	for {
		near, err := listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", r.target)
		if err != nil {
			near.Close()
			continue
		}
		if r.admit(near, far) {
			go r.pump(near, far)
			go r.pump(far, near)
		}
	}
}

func (r *Relay) admit(near, far net.Conn) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.accepted++
	if r.shut {
		near.Close()
		far.Close()
		return false
	}
	r.conns[near], r.conns[far] = true, true
	return true
}

// pump forwards one direction; while the relay is stalled it keeps what it has read.
func (r *Relay) pump(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		if err != nil || !r.awaitFlow(from) {
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// awaitFlow returns false when the connection was cut meanwhile.
func (r *Relay) awaitFlow(conn net.Conn) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for r.stalled && r.conns[conn] {
		r.moved.Wait()
	}
	delay, alive := r.delay, r.conns[conn]
	r.mutex.Unlock()
	time.Sleep(delay)
	r.mutex.Lock()
	return alive
}
