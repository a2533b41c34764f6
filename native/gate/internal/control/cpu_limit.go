package control

import "net/http"

type cpuLimitRequest struct {
	Percent int `json:"percent"`
}

type cpuLimitAnswer struct {
	Ok bool `json:"ok"`
}

// CPULimitEndpoint answers POST /cpu-limit: the child runs for so many percent of the time.
func CPULimitEndpoint(limit func(percent int) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var request cpuLimitRequest
		if !read(w, r, &request) {
			return
		}
		if request.Percent < 1 || request.Percent > 100 {
			refuse(w, http.StatusBadRequest,
				"percent %d: expected 1 to 100 (100 = no limit)", request.Percent)
			return
		}
		if err := limit(request.Percent); err != nil {
			refuse(w, http.StatusConflict, "cpu limit: %v", err)
			return
		}
		answer(w, http.StatusOK, cpuLimitAnswer{true})
	}
}
