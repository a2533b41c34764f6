package control

import (
	"net/http"
	"syscall"
)

var signals = map[string]syscall.Signal{
	"KILL": syscall.SIGKILL,
	"TERM": syscall.SIGTERM,
	"STOP": syscall.SIGSTOP,
	"CONT": syscall.SIGCONT,
}

type signalRequest struct {
	Signal string `json:"signal"`
}

type signalAnswer struct {
	Ok bool `json:"ok"`
}

// SignalEndpoint answers POST /signal: the gate is the parent, so its signal cannot hit a stranger
// that got the child's pid.
func SignalEndpoint(send func(syscall.Signal) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request signalRequest
		if !read(w, r, &request) {
			return
		}
		signal, known := signals[request.Signal]
		if !known {
			refuse(w, http.StatusBadRequest,
				"signal %q: expected KILL, TERM, STOP or CONT", request.Signal)
			return
		}
		if err := send(signal); err != nil {
			refuse(w, http.StatusConflict, "signal %s: %v", request.Signal, err)
			return
		}
		answer(w, http.StatusOK, signalAnswer{true})
	}
}
