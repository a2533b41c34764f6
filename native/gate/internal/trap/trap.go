// Package trap decides what becomes of the system calls that the child makes: one file a call.
package trap

import (
	"fmt"
	"os"

	"etcd-doomsday/native/gate/internal/notify"
)

// Handler answers one reported call. It may block: every call has its own goroutine.
type Handler func(notify.Call)

// Table maps system call numbers to their handlers; its keys are the calls that are filtered.
type Table map[uint32]Handler

// Handle gives a call to its handler.
func (t Table) Handle(call notify.Call) {
	t[uint32(call.Number)](call)
}

// Watches lists the calls to filter, every call of each number but for those with a condition.
func (t Table) Watches(conditions map[uint32]notify.Condition) []notify.Watch {
	watches := make([]notify.Watch, 0, len(t))
	for call := range t {
		watches = append(watches, notify.Watch{Call: call, When: conditions[call]})
	}
	return watches
}

// complain writes to the gate's standard error, which is the member's log.
func complain(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "gate: "+format+"\n", arguments...)
}
