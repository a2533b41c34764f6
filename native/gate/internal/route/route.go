// Package route knows which dials are led to which link.
package route

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

// Route leads dials to Port, on whatever host, to the link at Host:LinkPort.
type Route struct {
	Port     uint16
	Host     string
	LinkPort uint16
}

// Parse reads PORT=HOST:PORT; an IPv6 host stands in brackets.
func Parse(text string) (Route, error) {
	from, to, found := strings.Cut(text, "=")
	port, err := strconv.ParseUint(from, 10, 16)
	if !found || err != nil || port == 0 {
		return Route{}, fmt.Errorf("%q is no route: expected PORT=HOST:PORT", text)
	}
	host, linkPort, err := ParseAddress(to)
	if err != nil {
		return Route{}, err
	}
	return Route{Port: uint16(port), Host: host, LinkPort: linkPort}, nil
}

// ParseAddress reads HOST:PORT; an IPv6 host stands in brackets.
func ParseAddress(text string) (string, uint16, error) {
	host, portText, err := net.SplitHostPort(text)
	if err != nil || host == "" {
		return "", 0, fmt.Errorf("%q is no address: expected HOST:PORT", text)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || port == 0 {
		return "", 0, fmt.Errorf("%q is no address: the port must be 1 to 65535", text)
	}
	return host, uint16(port), nil
}
