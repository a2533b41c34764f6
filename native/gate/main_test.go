package main

import (
	"os"
	"testing"
)

// TestMain lets the test binary play three parts: the tests, the gate, and the gate's child.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "member", "supervise", "hold", stageCommand, "--version", "-h":
			main()
		case "helper":
			helper()
		}
	}
	os.Exit(m.Run())
}
