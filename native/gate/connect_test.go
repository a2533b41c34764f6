package main

import (
	"net"
	"os"
	"strconv"
	"testing"

	"etcd-doomsday/native/gate/internal/control"
)

// ear listens and counts who comes.
type ear struct {
	net.Listener
	came chan net.Addr
}

func listen(t *testing.T, host string) ear {
	t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Skipf("no %s here: %v", host, err)
	}
	e := ear{listener, make(chan net.Addr, 8)}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			e.came <- conn.RemoteAddr()
			conn.Close()
		}
	}()
	return e
}

func (e ear) port() string { return strconv.Itoa(e.Addr().(*net.TCPAddr).Port) }

// unused is a port that nothing listens on and that links never get.
const unused = "1"

func TestDialsToRoutedPortsGoToTheirLinks(t *testing.T) {
	v4, v6 := listen(t, "127.0.0.1"), listen(t, "::1")
	m := startBare(t, nil, "--echo", "127.0.0.1:0",
		"--route", unused+"=127.0.0.1:"+v4.port(), "--route", "2=[::1]:"+v6.port())
	cases := []struct {
		dial, want string
		came       chan net.Addr
	}{
		{"127.0.0.9:" + unused, "ok", v4.came},
		{"[::1]:" + unused, "ok", v4.came},
		{"[::ffff:127.0.0.9]:" + unused, "ok", v4.came},
		{"[::1]:2", "ok", v6.came},
		{"127.0.0.1:2", "EHOSTUNREACH", nil}, // the link has no IPv4 address
		{"127.0.0.1:3", "ECONNREFUSED", nil}, // not routed, nobody there
		{"127.0.0.1:" + v4.port(), "ok", v4.came},
		{"[::1]:" + v6.port(), "ok", v6.came},
	}
	for _, c := range cases {
		if got := m.tell("connect " + c.dial); got != c.want {
			t.Errorf("connect %s: got %s, want %s", c.dial, got, c.want)
		} else if c.came != nil {
			<-c.came
		}
	}
	got := m.status()
	want := control.Status{Protocol: 1, Pid: got.Pid, CPUNs: got.CPUNs, ConnectsSeen: 8, ConnectsRewritten: 4}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestALinkMayBeGivenByName(t *testing.T) {
	v4 := listen(t, "127.0.0.1")
	m := startBare(t, nil, "--echo", "127.0.0.1:0", "--route", unused+"=localhost:"+v4.port())
	if got := m.tell("connect 127.0.0.9:" + unused); got != "ok" {
		t.Errorf("got %s", got)
	}
}

func TestABadAddressIsLeftToTheKernel(t *testing.T) {
	m := startBare(t, nil, "--echo", "127.0.0.1:0", "--route", unused+"=127.0.0.1:2")
	if got := m.tell("badconnect"); got != "EBADF" {
		t.Errorf("got %s", got)
	}
}

func TestWithoutADiskLinkFsyncsAreLeftAlone(t *testing.T) {
	m := startBare(t, nil, "--echo", "127.0.0.1:0")
	if got := m.tell("fsync"); got != "ok" {
		t.Errorf("got %s", got)
	}
	got := m.status()
	want := control.Status{Protocol: 1, Pid: got.Pid, CPUNs: got.CPUNs}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestStatusTellsTheChildsPid(t *testing.T) {
	m := startBare(t, nil, "--echo", "127.0.0.1:0")
	line, err := os.ReadFile("/proc/" + m.pid() + "/cmdline")
	if want := "/proc/self/exe\x00helper\x00"; string(line) != want || err != nil {
		t.Errorf("got %q, %v; want %q", line, err, want)
	}
}
