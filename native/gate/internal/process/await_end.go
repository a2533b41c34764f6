package process

import "golang.org/x/sys/unix"

// awaitEnd waits until the child has ended but leaves it a zombie, so that its pid and its group's
// id stay taken until Wait has made sure that nobody signals them any more.
func (c *Child) awaitEnd() {
	for {
		err := unix.Waitid(unix.P_PID, c.Pid(), nil, unix.WEXITED|unix.WNOWAIT, nil)
		if err != unix.EINTR {
			return
		}
	}
}
