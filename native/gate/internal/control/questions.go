package control

import (
	"fmt"
	"io"
	"net"
)

// question asks once over a connection and returns nil when an answer came.
type question func(net.Conn) error

var questions = map[string]question{"http": askHTTP, "echo": askEcho}

// askHTTP counts any answer: a TLS server's refusal of plain text has made the way there and back.
func askHTTP(conn net.Conn) error {
	request := "GET /version HTTP/1.1\r\nHost: link\r\nConnection: close\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	return awaitByte(conn, make([]byte, 1))
}

func askEcho(conn net.Conn) error {
	if _, err := conn.Write([]byte{'?'}); err != nil {
		return err
	}
	b := []byte{0}
	if err := awaitByte(conn, b); err != nil {
		return err
	}
	if b[0] != '?' {
		return fmt.Errorf("asked '?', echoed %q: the far end is no echo", b)
	}
	return nil
}

func awaitByte(conn net.Conn, b []byte) error {
	if _, err := io.ReadFull(conn, b); err == io.EOF {
		return fmt.Errorf("closed before an answer")
	} else if err != nil {
		return err
	}
	return nil
}
