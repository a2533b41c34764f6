package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"etcd-doomsday/native/gate/internal/control"
	"etcd-doomsday/native/gate/internal/relay"
)

// helperMember is a member whose child is the helper.
type helperMember struct {
	*gate
	control string
	helper  string
	disk    *relay.Relay
}

// startMember starts one with a disk link.
func startMember(t *testing.T, flags ...string) *helperMember {
	t.Helper()
	return startMemberWith(t, nil, flags...)
}

func startMemberWith(t *testing.T, extra []*os.File, flags ...string) *helperMember {
	t.Helper()
	echo := freeAddress(t, "127.0.0.1")
	disk := relay.New(t, "127.0.0.1", echo)
	m := startBare(t, extra, append(flags, "--echo", echo, "--disk", disk.Address)...)
	m.disk = disk
	return m
}

// startBare starts one with the flags given and a control port.
func startBare(t *testing.T, extra []*os.File, flags ...string) *helperMember {
	t.Helper()
	m := &helperMember{control: freeAddress(t, "127.0.0.1")}
	arguments := append([]string{"member", "--control", m.control}, flags...)
	m.gate = startGate(t, extra, append(arguments, "--", "/proc/self/exe", "helper")...)
	m.helper = m.line()
	return m
}

// tell has the helper carry out a command and returns its word.
func (m *helperMember) tell(command string) string {
	m.t.Helper()
	select {
	case word := <-m.begin(command):
		return word
	case <-time.After(patience):
		m.t.Fatalf("no word after %q", command)
		return ""
	}
}

// begin is tell without waiting for the end. A helper that dies closes the channel.
func (m *helperMember) begin(command string) <-chan string {
	m.t.Helper()
	conn, err := net.Dial("tcp", m.helper)
	if err != nil {
		m.t.Fatal(err)
	}
	fmt.Fprintln(conn, command)
	word := make(chan string, 1)
	go func() {
		defer conn.Close()
		defer close(word)
		if line, err := bufio.NewReader(conn).ReadString('\n'); err == nil {
			word <- strings.TrimSpace(line)
		}
	}()
	return word
}

func (m *helperMember) status() control.Status {
	m.t.Helper()
	var status control.Status
	if code := m.call("GET", "/status", "", &status); code != 200 {
		m.t.Fatalf("status: %d", code)
	}
	return status
}

func (m *helperMember) pid() string { return strconv.Itoa(m.status().Pid) }

// call asks the control port and fills answer, strictly.
func (m *helperMember) call(method, path, body string, answer any) int {
	m.t.Helper()
	request, _ := http.NewRequest(method, "http://"+m.control+path, strings.NewReader(body))
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		m.t.Fatal(err)
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(answer); err != nil {
		m.t.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
	return response.StatusCode
}

// hold begins an fsync and waits until it is held.
func (m *helperMember) hold(command string) <-chan string {
	m.t.Helper()
	before := m.status().FsyncsHeld
	word := m.begin(command)
	eventually(m.t, "one fsync more is held", func() bool { return m.status().FsyncsHeld == before+1 })
	return word
}

// release waits for the word of a command that was begun.
func release(t *testing.T, word <-chan string) string {
	t.Helper()
	select {
	case text := <-word:
		return text
	case <-time.After(patience):
		t.Fatal("the call is still held")
		return ""
	}
}
