package trap

import (
	"golang.org/x/sys/unix"

	"etcd-doomsday/native/gate/internal/notify"
	"etcd-doomsday/native/gate/internal/route"
)

// maxSockaddr is the size of struct sockaddr_storage.
const maxSockaddr = 128

// Connect leads dials to routed ports to their links.
type Connect struct {
	Listener *notify.Listener
	Routes   route.Table
	Counters *Counters
}

// Handle rewrites the address in the caller's memory where its port is routed, then lets the kernel
// carry out the call. A dial that cannot be led to its link fails with EHOSTUNREACH: going past the
// link unseen would be worse.
func (c *Connect) Handle(call notify.Call) {
	c.Counters.ConnectsSeen.Add(1)
	rewritten, err := c.rewrite(call)
	if err == notify.ErrGone {
		return
	}
	if err != nil {
		complain("a dial failed because its address could not be rewritten: %v", err)
		_ = c.Listener.Fail(call.ID, unix.EHOSTUNREACH) // the only error: nobody waits any more
		return
	}
	if rewritten {
		c.Counters.ConnectsRewritten.Add(1)
	}
	_ = c.Listener.Continue(call.ID)
}

func (c *Connect) rewrite(call notify.Call) (bool, error) {
	if len(c.Routes) == 0 {
		return false, nil
	}
	memory, err := notify.OpenMemory(call.Thread)
	if err != nil && !c.Listener.Waits(call.ID) {
		return false, notify.ErrGone
	}
	if err != nil {
		return false, err
	}
	defer memory.Close()
	if !c.Listener.Waits(call.ID) {
		return false, notify.ErrGone
	}
	pointer, size := call.Args[1], int(uint32(call.Args[2]))
	if size > maxSockaddr {
		return false, nil // the kernel refuses it
	}
	sockaddr := make([]byte, min(size, route.MaxSize))
	if memory.Read(sockaddr, pointer) != nil {
		return false, nil // a bad pointer: the kernel answers EFAULT
	}
	rewritten, err := c.Routes.Rewrite(sockaddr)
	if err != nil || !rewritten {
		return false, err
	}
	return true, memory.Write(sockaddr, pointer)
}
