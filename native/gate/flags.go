package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"etcd-doomsday/native/gate/internal/route"
)

// noLifeline is the lifeline flag's default.
const noLifeline = -1

// options are what the command line asks for.
type options struct {
	routes        []route.Route
	disk          string
	echo          string
	control       string
	diskErrors    string
	durability    string
	lifeline      int
	resolveWithin time.Duration
	command       []string
	// obeyPermissions: ETCD runs without root's power over the permissions of files.
	obeyPermissions bool
}

// memberOptions parses the flags of `gate member`.
func memberOptions(arguments []string) (options, error) {
	o := options{}
	flags := newFlags("member")
	flags.Func("route", "", func(text string) error {
		r, err := route.Parse(text)
		o.routes = append(o.routes, r)
		return err
	})
	flags.StringVar(&o.disk, "disk", "", "")
	flags.StringVar(&o.echo, "echo", "", "")
	flags.StringVar(&o.control, "control", "", "")
	flags.StringVar(&o.diskErrors, "disk-errors", "", "")
	flags.StringVar(&o.durability, "durability", "", "")
	flags.BoolVar(&o.obeyPermissions, "obey-permissions", false, "")
	flags.IntVar(&o.lifeline, "lifeline", noLifeline, "")
	flags.DurationVar(&o.resolveWithin, "resolve-within", 5*time.Second, "")
	if err := parse(flags, arguments, &o); err != nil {
		return o, err
	}
	if o.echo == "" || o.control == "" {
		return o, errors.New("member: --echo and --control are required; see gate -h")
	}
	return o, nil
}

// superviseOptions parses the flags of `gate supervise`.
func superviseOptions(arguments []string) (options, error) {
	o := options{}
	flags := newFlags("supervise")
	flags.IntVar(&o.lifeline, "lifeline", noLifeline, "")
	if err := parse(flags, arguments, &o); err != nil {
		return o, err
	}
	if o.lifeline == noLifeline {
		return o, errors.New("supervise: --lifeline is required; see gate -h")
	}
	return o, nil
}

func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the caller reports the error, once
	return flags
}

func parse(flags *flag.FlagSet, arguments []string, o *options) error {
	if err := flags.Parse(arguments); errors.Is(err, flag.ErrHelp) {
		_, _ = io.WriteString(os.Stdout, usage)
		return err
	} else if err != nil {
		return fmt.Errorf("%s: %w; see gate -h", flags.Name(), err)
	}
	if o.command = flags.Args(); len(o.command) == 0 {
		return fmt.Errorf("%s: no command after --; see gate -h", flags.Name())
	}
	return nil
}
