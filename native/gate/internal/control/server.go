// Package control is the gate's control port: a few JSON calls over HTTP. Its clients may do what
// they like; everything they can take is bounded, and nothing that etcd waits for is locked here.
package control

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// Protocol is raised when an answer changes its meaning.
const Protocol = 1

const (
	maxBody        = 4 << 10
	maxHeader      = 8 << 10
	maxConnections = 64
	slowClient     = 5 * time.Second
)

// Server serves the control port.
type Server struct {
	http    http.Server
	answers sync.WaitGroup
}

// NewServer makes a server of the given endpoints, keyed "METHOD /path".
func NewServer(endpoints map[string]http.HandlerFunc) *Server {
	server := &Server{}
	mux := http.NewServeMux()
	for pattern, handler := range endpoints {
		mux.HandleFunc(pattern, server.counted(handler))
	}
	mux.HandleFunc("GET /{$}", index(endpoints))
	mux.HandleFunc("/", noSuchEndpoint(endpoints))
	server.http = http.Server{
		Handler:           mux,
		MaxHeaderBytes:    maxHeader,
		ReadHeaderTimeout: slowClient,
		ReadTimeout:       slowClient,
		WriteTimeout:      maxTrip + slowClient,
		IdleTimeout:       time.Minute,
	}
	return server
}

// Serve answers on the listener until it is closed.
func (s *Server) Serve(listener net.Listener) {
	_ = s.http.Serve(&limited{Listener: listener, places: make(chan struct{}, maxConnections)})
}

// Drain waits until the answers under way are written, so that the client that asked for the
// child's end is told before the gate ends too; at most for the given time.
func (s *Server) Drain(within time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	go func() {
		s.answers.Wait()
		cancel()
	}()
	<-ctx.Done()
}

// counted bounds the body and lets Drain wait until the answer has left.
func (s *Server) counted(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.answers.Add(1)
		defer s.answers.Done()
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		handler(w, r)
		_ = http.NewResponseController(w).Flush() // the only error: the client has gone
	}
}
