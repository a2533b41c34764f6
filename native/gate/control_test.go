package main

import (
	"fmt"
	"net"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"etcd-doomsday/native/gate/internal/control"
	"etcd-doomsday/native/gate/internal/relay"
)

type refusal struct{ Error string }

func (m *helperMember) signal(name string) {
	m.t.Helper()
	var answer struct{ Ok bool }
	body := fmt.Sprintf(`{"signal":%q}`, name)
	if code := m.call("POST", "/signal", body, &answer); code != 200 || !answer.Ok {
		m.t.Fatalf("signal %s: %d", name, code)
	}
}

func (m *helperMember) trip(address, kind string, withinMs int) control.Trip {
	m.t.Helper()
	host, port, _ := net.SplitHostPort(address)
	var trip control.Trip
	body := fmt.Sprintf(`{"host":%q,"port":%s,"kind":%q,"withinMs":%d}`, host, port, kind, withinMs)
	if code := m.call("POST", "/trip", body, &trip); code != 200 {
		m.t.Fatalf("trip: %d", code)
	}
	return trip
}

func TestTrip(t *testing.T) {
	m := startMember(t)
	stalled := relay.New(t, "127.0.0.1", m.control)
	stalled.Stall()
	down, closes := freeAddress(t, "127.0.0.1"), listen(t, "127.0.0.1").Addr().String()
	cases := []struct {
		name, address, kind, err string
	}{
		{"http through nothing", m.control, "http", ""},
		{"bulk through nothing", m.control, "bulk", ""},
		{"bulk to what closes", closes, "bulk", "closed before|reset by peer|broken pipe"},
		{"close through nothing", m.control, "close", ""},
		{"close to what closes", closes, "close", "closed before|reset by peer"},
		{"close to what does not", parrot(t), "close", "i/o timeout"},
		{"bulk over a stalled link", stalled.Address, "bulk", "i/o timeout"},
		{"echo over the disk link", m.disk.Address, "echo", ""},
		{"http to what closes", closes, "http", "closed before|reset by peer"},
		{"echo to no echo", m.control, "echo", "i/o timeout"},
		{"echo to what says something else", parrot(t), "echo", "echoed \"x\": the far end is no echo"},
		{"http over a stalled link", stalled.Address, "http", "i/o timeout"},
		{"http to nobody", down, "http", "connection refused"},
	}
	for _, c := range cases {
		trip := m.trip(c.address, c.kind, 200)
		fits := regexp.MustCompile(c.err).MatchString(trip.Error)
		if trip.Ok != (c.err == "") || trip.Ok != (trip.Error == "") || !fits || trip.TookNs <= 0 {
			t.Errorf("%s: got %+v", c.name, trip)
		}
	}
}

// parrot says "x" to everybody.
func parrot(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			fmt.Fprint(conn, "x")
			defer conn.Close()
		}
	}()
	return listener.Addr().String()
}

func TestATripIsNotLedElsewhere(t *testing.T) {
	ear := listen(t, "127.0.0.1")
	m := startBare(t, nil, "--echo", "127.0.0.1:0", "--route", ear.port()+"=127.0.0.1:"+unused)
	m.trip(ear.Addr().String(), "http", 1000)
	<-ear.came
}

func TestBadRequestsAreRefused(t *testing.T) {
	m := startMember(t)
	cases := []struct {
		method, path, body string
		code               int
		err                string
	}{
		{"POST", "/signal", `{"signal":"HUP"}`, 400, `signal "HUP": expected KILL, TERM, STOP or CONT`},
		{"POST", "/signal", `{"signall":"KILL"}`, 400, `bad request body: json: unknown field "signall"`},
		{"POST", "/signal", ``, 400, `bad request body: EOF`},
		{"POST", "/signal", `{"signal":"KILL"}{}`, 400, `bad request body: more than one JSON value`},
		{"POST", "/signal", `{"signal":"` + strings.Repeat("x", 5000) + `"}`, 400,
			`bad request body: http: request body too large`},
		{"POST", "/trip", `{"host":"h","port":1,"kind":"icmp","withinMs":1}`, 400,
			`kind "icmp": expected http, echo, bulk or close`},
		{"POST", "/trip", `{"host":"h","port":0,"kind":"http","withinMs":1}`, 400,
			`expected a host and a port from 1 to 65535`},
		{"POST", "/trip", `{"host":"h","port":1,"kind":"http","withinMs":60001}`, 400,
			`withinMs: expected 1 to 60000`},
		{"POST", "/status", ``, 404,
			"no POST /status here; there are GET /, GET /status, POST /cpu-limit, POST /disk-errors, POST /power-loss, POST /signal, POST /trip"},
	}
	for _, c := range cases {
		var got refusal
		code := m.call(c.method, c.path, c.body, &got)
		if code != c.code || got.Error != c.err {
			t.Errorf("%s %s %.40s: got %d %q, want %d %q",
				c.method, c.path, c.body, code, got.Error, c.code, c.err)
		}
	}
}

func TestIndexListsTheEndpoints(t *testing.T) {
	m := startMember(t)
	type index struct {
		Protocol  int
		Endpoints []string
	}
	var got index
	code := m.call("GET", "/", "", &got)
	want := index{1, []string{"GET /", "GET /status", "POST /cpu-limit", "POST /disk-errors",
		"POST /power-loss", "POST /signal", "POST /trip"}}
	if code != 200 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %d %v, want %v", code, got, want)
	}
}

func TestIdlersAtTheControlPortDoNotHoldUpTheChild(t *testing.T) {
	m := startMember(t)
	for range 100 {
		conn, err := net.Dial("tcp", m.control)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "GET /sta")
	}
	for range 20 {
		if got := release(t, m.begin("fsync")); got != "ok" {
			t.Fatalf("got %s", got)
		}
	}
}
