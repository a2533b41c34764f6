package control

import "net/http"

// Status is what the gate counted since its start; times in nanoseconds.
type Status struct {
	Protocol int `json:"protocol"`
	// Pid is etcd's.
	Pid               int   `json:"pid"`
	ConnectsSeen      int64 `json:"connectsSeen"`
	ConnectsRewritten int64 `json:"connectsRewritten"`
	FsyncsSeen        int64 `json:"fsyncsSeen"`
	// FsyncsHeld are held at this moment, the oldest of them for OldestHeldNs (0 = none).
	FsyncsHeld   int   `json:"fsyncsHeld"`
	OldestHeldNs int64 `json:"oldestHeldNs"`
	FsyncsFailed int64 `json:"fsyncsFailed"`
	// HeldTotalNs and HeldMaxNs are of released fsyncs.
	HeldTotalNs int64 `json:"heldTotalNs"`
	HeldMaxNs   int64 `json:"heldMaxNs"`
}

// StatusEndpoint answers GET /status.
func StatusEndpoint(now func() Status) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		status := now()
		status.Protocol = Protocol
		answer(w, http.StatusOK, status)
	}
}
