package control

import (
	"net/http"

	"etcd-doomsday/native/gate/internal/durable"
)

type powerLossRequest struct {
	Seed string `json:"seed"`
}

// PowerLoss lists the files that had unsynced bytes, and what was lost of them.
type PowerLoss struct {
	Files []durable.Undone `json:"files"`
}

// PowerLossEndpoint answers POST /power-loss when the child is dead and its files are as a disk
// could show them then. The gate ends after the answer.
func PowerLossEndpoint(lose func(seed string) ([]durable.Undone, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request powerLossRequest
		if !read(w, r, &request) {
			return
		}
		if request.Seed == "" {
			refuse(w, http.StatusBadRequest, "expected a seed")
			return
		}
		files, err := lose(request.Seed)
		if err != nil {
			refuse(w, http.StatusConflict, "power loss: %v", err)
			return
		}
		answer(w, http.StatusOK, PowerLoss{files})
	}
}
