package control

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// refusal is the body of every answer that is not 200.
type refusal struct {
	Error string `json:"error"`
}

// answer tells the length, so that the client has it all when it is flushed: what ends an answer of
// unknown length is sent after the handler, when the gate may have ended.
func answer(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // a body that is no JSON is a mistake of ours
	}
	text = append(text, '\n')
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // the only error: the client has gone
}

func refuse(w http.ResponseWriter, status int, format string, arguments ...any) {
	answer(w, status, refusal{fmt.Sprintf(format, arguments...)})
}

// read fills request from the body, strictly: a misspelt field is an error, not a default. It
// answers 400 itself and returns false where the body is not good.
func read(w http.ResponseWriter, r *http.Request, request any) bool {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(request)
	if err == nil && decoder.Decode(&struct{}{}) != io.EOF {
		err = fmt.Errorf("more than one JSON value")
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, "bad request body: %v", err)
		return false
	}
	return true
}
