package main

import (
	"net/http"

	"etcd-doomsday/native/gate/internal/control"
	"etcd-doomsday/native/gate/internal/process"
)

// endpoints lists what the control port can do.
func endpoints(child *process.Child, t *traps) map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /status":  control.StatusEndpoint(func() control.Status { return status(child, t) }),
		"POST /trip":   control.TripEndpoint(),
		"POST /signal": control.SignalEndpoint(child.Signal),
	}
}

func status(child *process.Child, t *traps) control.Status {
	held, oldest := t.ledger.Held()
	return control.Status{
		Pid:               child.Pid(),
		ConnectsSeen:      t.counters.ConnectsSeen.Load(),
		ConnectsRewritten: t.counters.ConnectsRewritten.Load(),
		FsyncsSeen:        t.counters.FsyncsSeen.Load(),
		FsyncsHeld:        held,
		OldestHeldNs:      oldest.Nanoseconds(),
		FsyncsFailed:      t.counters.FsyncsFailed.Load(),
		HeldTotalNs:       t.counters.HeldTotal.Load(),
		HeldMaxNs:         t.counters.HeldMax.Load(),
	}
}
