package route

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	cases := []struct {
		text string
		want Route
		err  string
	}{
		{"2380=toxiproxy:8001", Route{2380, "toxiproxy", 8001}, ""},
		{"2380=[::1]:8001", Route{2380, "::1", 8001}, ""},
		{"2380", Route{}, `"2380" is no route: expected PORT=HOST:PORT`},
		{"0=a:1", Route{}, `"0=a:1" is no route: expected PORT=HOST:PORT`},
		{"65536=a:1", Route{}, `"65536=a:1" is no route: expected PORT=HOST:PORT`},
		{"2380=a", Route{}, `"a" is no address: expected HOST:PORT`},
		{"2380=:1", Route{}, `":1" is no address: expected HOST:PORT`},
		{"2380=a:http", Route{}, `"a:http" is no address: the port must be 1 to 65535`},
	}
	for _, c := range cases {
		got, err := Parse(c.text)
		text := ""
		if err != nil {
			text = err.Error()
		}
		if got != c.want || text != c.err {
			t.Errorf("Parse(%q) = %v, %q; want %v, %q", c.text, got, text, c.want, c.err)
		}
	}
}

func TestNewTable(t *testing.T) {
	routes := []Route{{2380, "127.0.0.2", 1}, {2381, "::1", 2}}
	got, err := NewTable(routes, time.Now().Add(time.Second))
	want := Table{
		2380: {V4: netip.MustParseAddr("127.0.0.2"), Port: 1},
		2381: {V6: netip.MustParseAddr("::1"), Port: 2},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestNewTableRefusesAPortThatIsRoutedTwice(t *testing.T) {
	routes := []Route{{2380, "127.0.0.1", 1}, {2380, "127.0.0.1", 2}}
	_, err := NewTable(routes, time.Now().Add(time.Second))
	if err == nil || err.Error() != "port 2380 is routed twice" {
		t.Errorf("got %v", err)
	}
}

func TestNewTableGivesUpOnAnUnknownNameAtTheDeadline(t *testing.T) {
	began := time.Now()
	_, err := NewTable([]Route{{2380, "no-such-host.invalid", 1}}, began.Add(200*time.Millisecond))
	want := `route of port 2380: cannot resolve "no-such-host.invalid", asked for `
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v", err)
	}
	// Far more than a slow machine needs: who does not heed the deadline asks for ever.
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}
