package control

import (
	"net"
	"sync"
)

// limited accepts so many connections at a time; the others wait in the kernel's queue.
type limited struct {
	net.Listener
	places chan struct{}
}

func (l *limited) Accept() (net.Conn, error) {
	l.places <- struct{}{}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &place{Conn: conn, leave: sync.OnceFunc(func() { <-l.places })}, nil
}

// place is a connection that makes room for another one when it is closed.
type place struct {
	net.Conn
	leave func()
}

func (p *place) Close() error {
	defer p.leave()
	return p.Conn.Close()
}
