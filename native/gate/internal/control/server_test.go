package control

import (
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// newServer serves one endpoint that answers when it is let.
func newServer(t *testing.T) (server *Server, url string, entered, let chan struct{}) {
	entered, let = make(chan struct{}), make(chan struct{})
	slow := func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-let
		answer(w, http.StatusOK, signalAnswer{true})
	}
	server = NewServer(map[string]http.HandlerFunc{"GET /slow": slow})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.http.Close() })
	go server.Serve(listener)
	return server, "http://" + listener.Addr().String(), entered, let
}

func TestDrainWaitsForTheAnswersUnderWay(t *testing.T) {
	server, url, entered, let := newServer(t)
	body := make(chan string, 1)
	go func() {
		response, err := http.Get(url + "/slow")
		if err != nil {
			body <- err.Error()
			return
		}
		text, _ := io.ReadAll(response.Body)
		body <- string(text)
	}()
	<-entered
	began := time.Now()
	server.Drain(50 * time.Millisecond)
	if took := time.Since(began); took < 50*time.Millisecond {
		t.Errorf("drained after %v although an answer was under way", took)
	}
	close(let)
	server.Drain(time.Minute)
	if got := <-body; got != "{\"ok\":true}\n" {
		t.Errorf("got %q", got)
	}
}
