package control

import (
	"net/http"
	"slices"
	"strings"
)

// directory is the answer to GET /.
type directory struct {
	Protocol  int      `json:"protocol"`
	Endpoints []string `json:"endpoints"`
}

func index(endpoints map[string]http.HandlerFunc) http.HandlerFunc {
	list := directory{Protocol: Protocol, Endpoints: names(endpoints)}
	return func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, list)
	}
}

func noSuchEndpoint(endpoints map[string]http.HandlerFunc) http.HandlerFunc {
	list := strings.Join(names(endpoints), ", ")
	return func(w http.ResponseWriter, r *http.Request) {
		refuse(w, http.StatusNotFound, "no %s %s here; there are %s", r.Method, r.URL.Path, list)
	}
}

func names(endpoints map[string]http.HandlerFunc) []string {
	list := []string{"GET /"}
	for name := range endpoints {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
