package disk

import (
	"errors"
	"io"
	"net"
	"time"
)

// dialWithin is for a host that answers nothing at all. A stalled link still accepts at once.
const dialWithin = 5 * time.Second

// connection is one connection over the disk link, for one trip at a time.
type connection struct {
	net.Conn
	opened time.Time
	sent   byte
}

var errForeignByte = errors.New("another byte came back than was sent")

func dial(address string) (*connection, error) {
	conn, err := net.DialTimeout("tcp", address, dialWithin) // Go sets TCP_NODELAY
	if err != nil {
		return nil, err
	}
	return &connection{Conn: conn, opened: time.Now()}, nil
}

// roundTrip sends a byte and waits for it, however long the link holds it. The error says that the
// connection is of no more use.
func (c *connection) roundTrip() error {
	c.sent++
	b := [1]byte{c.sent}
	if _, err := c.Write(b[:]); err != nil {
		return err
	}
	if _, err := io.ReadFull(c, b[:]); err != nil {
		return err
	}
	if b[0] != c.sent {
		return errForeignByte
	}
	return nil
}
