package route

import (
	"fmt"
	"net/netip"
	"time"
)

// Table maps a dialled port to its link. It never changes after it was made.
type Table map[uint16]Link

// NewTable resolves the links' hosts. Hosts may come up a moment later than the gate, so names are
// asked for until the deadline.
func NewTable(routes []Route, deadline time.Time) (Table, error) {
	table := Table{}
	for _, route := range routes {
		if _, twice := table[route.Port]; twice {
			return nil, fmt.Errorf("port %d is routed twice", route.Port)
		}
		link, err := Resolve(route.Host, route.LinkPort, deadline)
		if err != nil {
			return nil, fmt.Errorf("route of port %d: %w", route.Port, err)
		}
		table[route.Port] = link
	}
	return table, nil
}

// isLink tells whether a dial goes to a link already: a dial that a signal interrupted is reported
// a second time, after its address was rewritten.
func (t Table) isLink(ip netip.Addr, port uint16) bool {
	for _, link := range t {
		if link.Port == port && (ip == link.V4 || ip == link.V6) {
			return true
		}
	}
	return false
}
