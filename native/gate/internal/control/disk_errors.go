package control

import "net/http"

type diskErrorsRequest struct {
	Errors string `json:"errors"`
}

type diskErrorsAnswer struct {
	Ok bool `json:"ok"`
}

// DiskErrorsEndpoint answers POST /disk-errors: from then on the errors are met, or no more.
func DiskErrorsEndpoint(set func(errors string) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request diskErrorsRequest
		if !read(w, r, &request) {
			return
		}
		if err := set(request.Errors); err != nil {
			refuse(w, http.StatusBadRequest, "%v", err)
			return
		}
		answer(w, http.StatusOK, diskErrorsAnswer{true})
	}
}
