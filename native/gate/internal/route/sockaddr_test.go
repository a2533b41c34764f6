package route

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"
)

// sockaddr is what a program gives to connect; flow label and scope are 7 and 9 where there are.
func sockaddr(address string) []byte {
	a := netip.MustParseAddrPort(address)
	if a.Addr().Is4() {
		b := make([]byte, 16)
		binary.NativeEndian.PutUint16(b, unix.AF_INET)
		binary.BigEndian.PutUint16(b[2:], a.Port())
		copy(b[4:], a.Addr().AsSlice())
		return b
	}
	b := make([]byte, 28)
	binary.NativeEndian.PutUint16(b, unix.AF_INET6)
	binary.BigEndian.PutUint16(b[2:], a.Port())
	b[7], b[27] = 7, 9
	copy(b[8:], a.Addr().AsSlice())
	return b
}

// cleared is the same without flow label and scope.
func cleared(address string) []byte {
	b := sockaddr(address)
	b[7], b[27] = 0, 0
	return b
}

func TestRewrite(t *testing.T) {
	v4, v6 := netip.MustParseAddr("10.0.0.9"), netip.MustParseAddr("fd00::9")
	table := Table{
		2380: {V4: v4, Port: 8001},
		2381: {V6: v6, Port: 8002},
		2382: {V4: v4, V6: v6, Port: 8003},
		8001: {V4: v4, Port: 8004}, // its port is the port of another link
	}
	mapped := cleared("[::ffff:10.0.0.9]:8001")
	unixAddress := append([]byte{unix.AF_UNIX, 0}, "/run/2380.sock and some more text"...)
	cases := []struct {
		name     string
		in, want []byte
		does     bool
		err      error
	}{
		{"v4 to v4", sockaddr("1.2.3.4:2380"), sockaddr("10.0.0.9:8001"), true, nil},
		{"v6 to v4", sockaddr("[fd00::1]:2380"), cleared("[::ffff:10.0.0.9]:8001"), true, nil},
		{"mapped to v4", sockaddr("[::ffff:1.2.3.4]:2380"), cleared("[::ffff:10.0.0.9]:8001"), true, nil},
		{"v6 to v6", sockaddr("[::1]:2381"), cleared("[fd00::9]:8002"), true, nil},
		{"v6 to both", sockaddr("[::1]:2382"), cleared("[::ffff:10.0.0.9]:8003"), true, nil},
		{"v6 without scope", sockaddr("[::1]:2381")[:24], cleared("[fd00::9]:8002")[:24], true, nil},
		{"v4 to v6", sockaddr("1.2.3.4:2381"), sockaddr("1.2.3.4:2381"), false, ErrNoFamily},
		{"unrouted v4", sockaddr("1.2.3.4:2379"), sockaddr("1.2.3.4:2379"), false, nil},
		{"unrouted v6", sockaddr("[::1]:2379"), sockaddr("[::1]:2379"), false, nil},
		{"rewritten v4", sockaddr("10.0.0.9:8001"), sockaddr("10.0.0.9:8001"), false, nil},
		{"rewritten v6", mapped, bytes.Clone(mapped), false, nil},
		{"its port elsewhere", sockaddr("1.2.3.4:8001"), sockaddr("10.0.0.9:8004"), true, nil},
		{"too short", sockaddr("1.2.3.4:2380")[:15], sockaddr("1.2.3.4:2380")[:15], false, nil},
		{"empty", nil, nil, false, nil},
		{"unix", unixAddress, bytes.Clone(unixAddress), false, nil},
	}
	for _, c := range cases {
		got := bytes.Clone(c.in)
		does, err := table.Rewrite(got)
		if does != c.does || err != c.err || !bytes.Equal(got, c.want) {
			t.Errorf("%s: got %v, %v, %v; want %v, %v, %v", c.name, got, does, err, c.want, c.does, c.err)
		}
	}
}
