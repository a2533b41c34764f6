package route

import (
	"encoding/binary"
	"errors"
	"net/netip"

	"golang.org/x/sys/unix"
)

// MaxSize is the longest sockaddr that Rewrite looks at.
const MaxSize = unix.SizeofSockaddrInet6

// The shortest that the kernel accepts; an IPv6 one may lack its scope.
const (
	minSizeV4 = unix.SizeofSockaddrInet4
	minSizeV6 = unix.SizeofSockaddrInet6 - 4
)

// ErrNoFamily says that an IPv4 socket dials a link that has an IPv6 address only.
var ErrNoFamily = errors.New("the link has no IPv4 address")

// Rewrite changes a sockaddr (the bytes given to connect) so that it names the link of its port.
// It reports whether it did; an address of another family, an unrouted port and a link's own
// address stay as they are. An IPv6 socket gets the link's IPv4 address in its v4-mapped form where
// there is one, because that is what links listen on.
func (t Table) Rewrite(sockaddr []byte) (bool, error) {
	if len(sockaddr) < 2 {
		return false, nil
	}
	switch family := binary.NativeEndian.Uint16(sockaddr); {
	case family == unix.AF_INET && len(sockaddr) >= minSizeV4:
		return t.rewriteV4(sockaddr)
	case family == unix.AF_INET6 && len(sockaddr) >= minSizeV6:
		return t.rewriteV6(sockaddr)
	}
	return false, nil
}

func (t Table) rewriteV4(sockaddr []byte) (bool, error) {
	port, ip := binary.BigEndian.Uint16(sockaddr[2:]), netip.AddrFrom4([4]byte(sockaddr[4:8]))
	link, routed := t[port]
	if !routed || t.isLink(ip, port) {
		return false, nil
	}
	if !link.V4.IsValid() {
		return false, ErrNoFamily
	}
	binary.BigEndian.PutUint16(sockaddr[2:], link.Port)
	copy(sockaddr[4:8], link.V4.AsSlice())
	return true, nil
}

func (t Table) rewriteV6(sockaddr []byte) (bool, error) {
	port := binary.BigEndian.Uint16(sockaddr[2:])
	ip := netip.AddrFrom16([16]byte(sockaddr[8:24])).Unmap()
	link, routed := t[port]
	if !routed || t.isLink(ip, port) {
		return false, nil
	}
	to := link.V6.As16
	if link.V4.IsValid() {
		to = link.V4.As16 // As16 gives the v4-mapped form
	}
	address := to()
	binary.BigEndian.PutUint16(sockaddr[2:], link.Port)
	clear(sockaddr[4:8]) // flow label
	copy(sockaddr[8:24], address[:])
	clear(sockaddr[24:]) // scope
	return true, nil
}
