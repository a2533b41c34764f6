package main

import (
	"os"
	"strings"
	"testing"
)

func TestTheGateRefuses(t *testing.T) {
	taken := listen(t, "127.0.0.1").Addr().String()
	ports := []string{"--echo", "127.0.0.1:0", "--control", "127.0.0.1:0"}
	member := func(arguments ...string) []string {
		return append(append([]string{"member"}, ports...), arguments...)
	}
	hasty := func(arguments ...string) []string {
		return member(append([]string{"--resolve-within", "100ms"}, arguments...)...)
	}
	plain, err := os.CreateTemp(t.TempDir(), "plain")
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	cases := []struct {
		name      string
		arguments []string
		code      int
		err       string
	}{
		{"no child", member(), 125, "gate: member: no command after --; see gate -h\n"},
		{"no ports", []string{"member", "--", "true"}, 125,
			"gate: member: --echo and --control are required; see gate -h\n"},
		{"unknown flag", member("--rout", "1=a:1", "--", "true"), 125,
			"gate: member: flag provided but not defined: -rout; see gate -h\n"},
		{"bad route", member("--route", "1", "--", "true"), 125, `"1" is no route`},
		{"unknown host", hasty("--route", "1=no.invalid:1", "--", "true"), 125,
			`gate: --route: route of port 1: cannot resolve "no.invalid"`},
		{"unknown disk", hasty("--disk", "no.invalid:1", "--", "true"), 125,
			`gate: --disk: cannot resolve "no.invalid"`},
		{"taken echo", member("--echo", taken, "--", "true"), 125, "gate: --echo: listen tcp " + taken},
		{"taken control", member("--control", taken, "--", "true"), 125,
			"gate: --control: listen tcp " + taken},
		{"no lifeline there", member("--lifeline", "77", "--", "true"), 125,
			"gate: --lifeline: descriptor 77: bad file descriptor\n"},
		{"supervise without", []string{"supervise", "--", "true"}, 125,
			"gate: supervise: --lifeline is required; see gate -h\n"},
		{"no such program", member("--", "/no/such"), 127, "gate: exec: \"/no/such\": stat /no/such"},
		{"no program", member("--", plain.Name()), 127, "permission denied"},
	}
	for _, c := range cases {
		g := startGate(t, nil, c.arguments...)
		code := g.exit()
		if code != c.code || !strings.Contains(g.stderr.String(), c.err) {
			t.Errorf("%s: got %d %q, want %d %q", c.name, code, g.stderr.String(), c.code, c.err)
		}
	}
}

func TestSuperviseRefusesWhatCannotBeExecuted(t *testing.T) {
	read, write := pipe(t)
	defer write.Close()
	g := startGate(t, []*os.File{read}, "supervise", "--lifeline", "3", "--", "/no/such")
	if code := g.exit(); code != 127 || !strings.HasPrefix(g.stderr.String(), "gate: ") {
		t.Errorf("got %d %q", code, g.stderr.String())
	}
}

func TestVersionAndUsage(t *testing.T) {
	if got, want := startGate(t, nil, "--version").line(), "gate "+version; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := startGate(t, nil, "-h").line(), "usage:"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
