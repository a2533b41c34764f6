package process

import (
	"os"
	"testing"
	"time"
)

// The harness may end as soon as the child has begun, before the gate has gone on from its start: an
// end that is told as an early one then ends the gate alone, and leaves what the child has started.
func TestTheLifelineKillsTheGroupFromItsStartOn(t *testing.T) {
	const starts = 300
	for range starts {
		endWithTheFirstWord(t)
	}
	t.Logf("%d starts", starts)
}

// endWithTheFirstWord ends the lifeline when the child's own child has been started.
func endWithTheFirstWord(t *testing.T) {
	t.Helper()
	lifeline, harness := pipe(t)
	out, report := pipe(t)
	l := &Lifeline{onEnd: func() { t.Error("told as an early end") }}
	go l.watch(lifeline)
	ended := make(chan error)
	go func() {
		_, _ = out.Read(make([]byte, 1))
		harness.Close()
		_ = out.SetReadDeadline(time.Now().Add(10 * time.Second))
		_, err := out.Read(make([]byte, 1)) // its end: nobody has the other side open
		ended <- err
	}()
	child, err := l.Start("/bin/sh", []string{"sh", "-c", "sleep 600 & echo >&3; wait"}, report)
	if err != nil {
		t.Fatal(err)
	}
	report.Close()
	if code := child.Wait(); code != 137 {
		t.Errorf("got exit code %d, wanted 137", code)
	}
	if err := <-ended; os.IsTimeout(err) {
		t.Error("the child's own child lives on")
	}
}

func pipe(t *testing.T) (read, write *os.File) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { read.Close(); write.Close() })
	return read, write
}
