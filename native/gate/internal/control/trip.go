package control

import (
	"net"
	"net/http"
	"strconv"
	"time"
)

// maxTrip bounds how long a client can have the gate wait.
const maxTrip = time.Minute

type tripRequest struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Kind     string `json:"kind"`
	WithinMs int64  `json:"withinMs"`
}

// Trip is a round trip as seen from the machine itself: dial, one request, one answer.
type Trip struct {
	Ok     bool   `json:"ok"`
	TookNs int64  `json:"tookNs"`
	Error  string `json:"error,omitempty"`
}

// TripEndpoint answers POST /trip. The gate is not under its own filter: it dials what it is told.
func TripEndpoint() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request tripRequest
		if !read(w, r, &request) {
			return
		}
		ask, known := questions[request.Kind]
		within := time.Duration(request.WithinMs) * time.Millisecond
		switch {
		case !known:
			refuse(w, http.StatusBadRequest, "kind %q: expected http, echo, bulk or close", request.Kind)
		case request.Host == "" || request.Port < 1 || request.Port > 65535:
			refuse(w, http.StatusBadRequest, "expected a host and a port from 1 to 65535")
		case request.WithinMs < 1 || within > maxTrip:
			refuse(w, http.StatusBadRequest, "withinMs: expected 1 to %d", maxTrip.Milliseconds())
		default:
			address := net.JoinHostPort(request.Host, strconv.Itoa(request.Port))
			answer(w, http.StatusOK, makeTrip(address, ask, within))
		}
	}
}

// makeTrip dials and asks within the time given for both.
func makeTrip(address string, ask question, within time.Duration) Trip {
	began := time.Now()
	deadline := began.Add(within)
	dialer := net.Dialer{Deadline: deadline}
	conn, err := dialer.Dial("tcp", address)
	if err == nil {
		defer conn.Close()
		_ = conn.SetDeadline(deadline) // the only error: closed, which the question finds out
		err = ask(conn)
	}
	trip := Trip{Ok: err == nil, TookNs: time.Since(began).Nanoseconds()}
	if err != nil {
		trip.Error = err.Error()
	}
	return trip
}
