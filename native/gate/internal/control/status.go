package control

import "net/http"

// Status is what the gate counted since its start; times in nanoseconds.
type Status struct {
	Protocol int `json:"protocol"`
	// Pid is etcd's.
	Pid int `json:"pid"`
	// Stopped says whether all threads of etcd are stopped by a signal, by the kernel's word.
	Stopped bool `json:"stopped"`
	// CPUNs is what etcd has used of all CPUs; 0 after its end.
	CPUNs             int64 `json:"cpuNs"`
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
	// DiskErrors are met now: none, full or read-only; empty: none can be. CallsRefused were since they began,
	// LastRefused is the last of them: `pwrite64 member/snap/db: ENOSPC`.
	DiskErrors   string `json:"diskErrors"`
	CallsRefused int64  `json:"callsRefused"`
	LastRefused  string `json:"lastRefused"`
}

// StatusEndpoint answers GET /status.
func StatusEndpoint(now func() Status) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		status := now()
		status.Protocol = Protocol
		answer(w, http.StatusOK, status)
	}
}
