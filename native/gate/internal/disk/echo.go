// Package disk makes fsyncs cross the disk link: a byte goes through it and comes back.
package disk

import "net"

// maxEchoes bounds the connections that strangers can hold open.
const maxEchoes = 256

// Echo sends back whatever it is sent, on every connection, until the listener is closed. It is
// the far end of the disk link.
func Echo(listener net.Listener) {
	places := make(chan struct{}, maxEchoes)
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		select {
		case places <- struct{}{}:
			go func() {
				defer func() { <-places }()
				echo(conn)
			}()
		default:
			conn.Close()
		}
	}
}

func echo(conn net.Conn) {
	defer conn.Close()
	buffer := make([]byte, 512)
	for {
		n, err := conn.Read(buffer)
		if err != nil {
			return
		}
		if _, err := conn.Write(buffer[:n]); err != nil {
			return
		}
	}
}
