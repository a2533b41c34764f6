package main

import (
	"net/http"

	"etcd-doomsday/native/gate/internal/control"
	"etcd-doomsday/native/gate/internal/durable"
	"etcd-doomsday/native/gate/internal/process"
)

// endpoints lists what the control port can do.
func endpoints(child *process.Child, t *traps, p *power) map[string]http.HandlerFunc {
	throttle := process.NewThrottle(child.Signal)
	return map[string]http.HandlerFunc{
		"GET /status":       control.StatusEndpoint(func() control.Status { return status(child, t) }),
		"POST /trip":        control.TripEndpoint(),
		"POST /signal":      control.SignalEndpoint(throttle.Signal),
		"POST /cpu-limit":   control.CPULimitEndpoint(throttle.Limit),
		"POST /disk-errors": control.DiskErrorsEndpoint(t.setDiskErrors),
		"POST /power-loss": control.PowerLossEndpoint(func(seed string) ([]durable.Undone, error) {
			return p.loss(child, seed)
		}),
	}
}

func status(child *process.Child, t *traps) control.Status {
	held, oldest := t.ledger.Held()
	diskErrors, refused, last := t.diskErrors.State()
	return control.Status{
		Pid:               child.Pid(),
		Stopped:           child.Stopped(),
		CPUNs:             child.CPUTime().Nanoseconds(),
		ConnectsSeen:      t.counters.ConnectsSeen.Load(),
		ConnectsRewritten: t.counters.ConnectsRewritten.Load(),
		FsyncsSeen:        t.counters.FsyncsSeen.Load(),
		FsyncsHeld:        held,
		OldestHeldNs:      oldest.Nanoseconds(),
		FsyncsFailed:      t.counters.FsyncsFailed.Load(),
		HeldTotalNs:       t.counters.HeldTotal.Load(),
		HeldMaxNs:         t.counters.HeldMax.Load(),
		DiskErrors:        string(diskErrors),
		CallsRefused:      refused,
		LastRefused:       last,
	}
}
