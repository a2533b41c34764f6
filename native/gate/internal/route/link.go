package route

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// askAgainAfter paces the questions for a name that is not known yet.
const askAgainAfter = 50 * time.Millisecond

// Link is where a link listens; at least one of the two addresses is valid.
type Link struct {
	V4, V6 netip.Addr
	Port   uint16
}

// Resolve finds a link's addresses, asking until the deadline.
func Resolve(host string, port uint16, deadline time.Time) (Link, error) {
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	began := time.Now()
	reason := errors.New("no time to ask")
	for {
		ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		if err == nil && len(ips) > 0 {
			return pick(ips, port), nil
		}
		if ctx.Err() == nil { // else it only says that time is up
			reason = err
		}
		select {
		case <-ctx.Done():
			waited := time.Since(began).Round(time.Millisecond)
			return Link{}, fmt.Errorf("cannot resolve %q, asked for %v: %w", host, waited, reason)
		case <-time.After(askAgainAfter):
		}
	}
}

// pick takes the first address of each family.
func pick(ips []netip.Addr, port uint16) Link {
	link := Link{Port: port}
	for _, ip := range ips {
		ip = ip.Unmap()
		if ip.Is4() && !link.V4.IsValid() {
			link.V4 = ip
		}
		if ip.Is6() && !link.V6.IsValid() {
			link.V6 = ip
		}
	}
	return link
}

// Address is what the gate itself dials, `host:port`. IPv4 first: that is what links listen on.
func (l Link) Address() string {
	if l.V4.IsValid() {
		return netip.AddrPortFrom(l.V4, l.Port).String()
	}
	return netip.AddrPortFrom(l.V6, l.Port).String()
}
