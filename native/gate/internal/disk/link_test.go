package disk

import (
	"net"
	"strings"
	"testing"
	"time"

	"etcd-doomsday/native/gate/internal/relay"
)

const patience = 10 * time.Second

// newLink gives a link through a relay to an echo.
func relayedLink(t *testing.T) (*Link, *relay.Relay) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go Echo(listener)
	r := relay.New(t, "127.0.0.1", listener.Addr().String())
	return newLink(r.Address), r
}

func mustTrip(t *testing.T, link *Link) {
	t.Helper()
	if err := link.Trip(); err != nil {
		t.Fatalf("the trip failed: %v", err)
	}
}

// start begins a trip and proves that it is held.
func start(t *testing.T, link *Link) chan error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- link.Trip() }()
	select {
	case err := <-done:
		t.Fatalf("the trip ended (%v) although the link is stalled", err)
	case <-time.After(50 * time.Millisecond):
	}
	return done
}

func await(t *testing.T, done chan error) error {
	t.Helper()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		t.Fatal("the trip is still held")
		return nil
	}
}

func TestTripsUseOneWarmConnection(t *testing.T) {
	link, relay := relayedLink(t)
	for range 20 {
		mustTrip(t, link)
	}
	if got := relay.Accepted(); got != 1 {
		t.Errorf("20 trips in a row made %d connections, want 1", got)
	}
}

func TestStalledTripEndsWhenTheLinkFlows(t *testing.T) {
	link, relay := relayedLink(t)
	mustTrip(t, link)
	relay.Stall()
	done := start(t, link)
	relay.Flow()
	if err := await(t, done); err != nil {
		t.Error(err)
	}
}

func TestTripWhoseConnectionIsClosedBeginsAgain(t *testing.T) {
	link, relay := relayedLink(t)
	mustTrip(t, link)
	relay.Stall()
	warm, fresh := start(t, link), start(t, link)
	relay.CutAndFlow()
	if err := await(t, warm); err != nil {
		t.Errorf("on a warm connection: %v", err)
	}
	if err := await(t, fresh); err != nil {
		t.Errorf("on a fresh connection: %v", err)
	}
}

func TestStalledTripFailsWhenTheLinkGoesDown(t *testing.T) {
	link, relay := relayedLink(t)
	relay.Stall()
	done := start(t, link)
	relay.Close()
	if err := await(t, done); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
}

func TestTripFailsWhileTheLinkIsDownOnly(t *testing.T) {
	link, relay := relayedLink(t)
	mustTrip(t, link)
	relay.Close()
	for range 3 {
		if err := link.Trip(); err == nil || !strings.HasPrefix(err.Error(), "disk link down: ") {
			t.Errorf("got %v", err)
		}
	}
	relay.Open(t)
	mustTrip(t, link)
}

func TestTripFailsOnALinkThatClosesEveryConnectionAtOnce(t *testing.T) {
	link, relay := relayedLink(t)
	relay.Shut()
	err := link.Trip()
	if err == nil || !strings.HasSuffix(err.Error(), "closed 10 connections at once") {
		t.Errorf("got %v", err)
	}
	if got := relay.Accepted(); got != maxClosings {
		t.Errorf("tried %d connections, want %d", got, maxClosings)
	}
}
