package trap

import (
	"sync/atomic"
	"time"
)

// Counters count since the gate's start. A dial that a signal interrupts is seen again when the
// kernel restarts it; a fsync is not, but for one whose answer the kernel took and then dropped
// (a signal in the microseconds between both).
type Counters struct {
	ConnectsSeen, ConnectsRewritten atomic.Int64
	FsyncsSeen, FsyncsFailed        atomic.Int64
	// HeldTotal and HeldMax are nanoseconds that released fsyncs were held.
	HeldTotal, HeldMax atomic.Int64
}

// released notes a released fsync.
func (c *Counters) released(held time.Duration) {
	c.HeldTotal.Add(int64(held))
	for {
		greatest := c.HeldMax.Load()
		if int64(held) <= greatest || c.HeldMax.CompareAndSwap(greatest, int64(held)) {
			return
		}
	}
}
