package notify

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// SendListener hands the reports' descriptor to the parent over a socket pair.
func SendListener(socket, listener int) error {
	return unix.Sendmsg(socket, []byte{0}, unix.UnixRights(listener), nil, 0)
}

// ReceiveListener takes it on the parent's side. When the child could not install its filter it
// writes the reason instead, which becomes the error.
func ReceiveListener(socket int) (*Listener, error) {
	text := make([]byte, 512)
	rights := make([]byte, unix.CmsgSpace(4))
	n, rightsLen, _, _, err := unix.Recvmsg(socket, text, rights, unix.MSG_CMSG_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("the child's report: %w", err)
	}
	messages, err := unix.ParseSocketControlMessage(rights[:rightsLen])
	if err != nil || len(messages) != 1 {
		if n > 0 {
			return nil, errors.New(string(text[:n]))
		}
		return nil, errors.New("the child ended before it had its filter")
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return nil, fmt.Errorf("the child's report: %w", err)
	}
	return NewListener(fds[0]), nil
}
