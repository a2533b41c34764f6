package process

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// overPermissions is what root passes over the permissions of files with.
const overPermissions = 1<<unix.CAP_DAC_OVERRIDE | 1<<unix.CAP_DAC_READ_SEARCH | 1<<unix.CAP_FOWNER

// ObeyPermissions takes that power from the calling thread, and so from what it goes on to execute:
// under no_new_privs, which the caller has set, nothing is gained back by that. A process that has
// no such power loses nothing, so no privilege is needed. Source: capabilities(7).
func ObeyPermissions() error {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var sets [2]unix.CapUserData // capabilities 0 to 31 are in the first
	if err := unix.Capget(&header, &sets[0]); err != nil {
		return fmt.Errorf("capget: %w", err)
	}
	sets[0].Effective &^= overPermissions
	sets[0].Permitted &^= overPermissions
	sets[0].Inheritable &^= overPermissions
	if err := unix.Capset(&header, &sets[0]); err != nil {
		return fmt.Errorf("capset: %w", err)
	}
	return nil
}
