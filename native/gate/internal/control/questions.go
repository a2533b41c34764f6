package control

import (
	"fmt"
	"io"
	"net"
	"strings"
)

// question asks once over a connection and returns nil when an answer came.
type question func(net.Conn) error

var questions = map[string]question{"http": askHTTP, "echo": askEcho, "bulk": askBulk, "close": askClose}

// bulkBytes is how much longer than a small request a bulk request is.
const bulkBytes = 64 << 10

// nowhere is a path that etcd refuses on its client and peer ports. Whatever it does serve may wait
// for something: /version reads the backend, and hangs while a commit of it waits for the disk.
const nowhere = "/trip"

// askHTTP counts any answer: a TLS server's refusal of plain text has made the way there and back.
func askHTTP(conn net.Conn) error {
	request := "GET " + nowhere + " HTTP/1.1\r\nHost: link\r\nConnection: close\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	return awaitByte(conn, make([]byte, 1))
}

// askBulk is askHTTP with a request of bulkBytes.
func askBulk(conn net.Conn) error {
	pad := strings.Repeat("x", bulkBytes)
	request := "GET " + nowhere + " HTTP/1.1\r\nHost: link\r\nConnection: close\r\nX-Pad: " + pad + "\r\n\r\n"
	if _, err := io.WriteString(conn, request); err != nil {
		return err
	}
	return awaitByte(conn, make([]byte, 1))
}

// askClose waits until the far end has ended the connection after its answer. The request lacks its
// Host on purpose: a server refuses it and ends the connection at once. After a good one etcd may
// take 5 s, because its listener's read deadline undoes the one by which net/http ends a read.
func askClose(conn net.Conn) error {
	if _, err := io.WriteString(conn, "GET "+nowhere+" HTTP/1.1\r\n\r\n"); err != nil {
		return err
	}
	if err := awaitByte(conn, make([]byte, 1)); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, conn)
	return err
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
