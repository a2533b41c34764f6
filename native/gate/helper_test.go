package main

import (
	"bufio"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// helper is a child that stands for etcd: it makes the system calls that it is told over TCP, one
// line a command, each connection on its own. A signal that it can catch ends it with 100 + number.
func helper() {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT)
	go func() { os.Exit(100 + int((<-caught).(syscall.Signal))) }()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	for {
		conn, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		go obey(conn)
	}
}

func obey(conn net.Conn) {
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		fmt.Fprintln(conn, carryOut(words[0], words[1:]))
	}
}

// carryOut returns "ok", or the error's number by name.
func carryOut(command string, arguments []string) string {
	switch command {
	case "connect":
		conn, err := net.DialTimeout("tcp", arguments[0], 5*time.Second)
		if err != nil {
			return errnoName(err)
		}
		defer conn.Close()
		return "ok"
	case "badconnect":
		_, _, errno := unix.Syscall(unix.SYS_CONNECT, 99, 8, 16)
		return unix.ErrnoName(errno)
	case "fsync", "fdatasync":
		return sync(command)
	case "rush":
		return rush()
	case "rest":
		rested.Store(true)
		return "ok"
	case "file":
		return fileCommand(arguments)
	case "keep":
		return keep(arguments[0])
	case "disk":
		return onDisk(arguments)
	case "nudge":
		return nudge()
	case "exit":
		code, _ := strconv.Atoi(arguments[0])
		os.Exit(code)
	}
	return "what?"
}

func sync(command string) string {
	file, err := os.CreateTemp("", "gate-test")
	if err != nil {
		return err.Error()
	}
	os.Remove(file.Name()) // now, because the helper may be killed while it waits
	defer file.Close()
	call := unix.Fsync
	if command == "fdatasync" {
		call = unix.Fdatasync
	}
	if err := call(int(file.Fd())); err != nil {
		return errnoName(err)
	}
	return "ok"
}

// rested ends a rush.
var rested atomic.Bool

// rush syncs one file again and again until it is told to rest, and returns how often.
func rush() string {
	file, err := os.CreateTemp("", "gate-test")
	if err != nil {
		return err.Error()
	}
	os.Remove(file.Name())
	defer file.Close()
	count := 0
	for ; !rested.Load(); count++ {
		if err := unix.Fdatasync(int(file.Fd())); err != nil {
			return errnoName(err)
		}
	}
	return strconv.Itoa(count)
}

// nudge sends every thread the signal that the Go runtime preempts threads with.
func nudge() string {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return err.Error()
	}
	for _, thread := range threads {
		id, _ := strconv.Atoi(thread.Name())
		_ = unix.Tgkill(os.Getpid(), id, unix.SIGURG)
	}
	return "ok"
}

func errnoName(err error) string {
	var errno unix.Errno
	if errors.As(err, &errno) {
		return unix.ErrnoName(errno)
	}
	return err.Error()
}
