// Package replay answers requests from recordings of real servers. A file of recorded exchanges represents one generation of
// servers.
package replay

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	pathlib "path"
	"slices"
	"strings"
	"sync"
)

// exchange is a recorded request with its response.
type exchange struct {
	Name     string          `json:"name"`
	Method   string          `json:"method"`
	Path     string          `json:"path"`
	Status   int             `json:"status"`
	ETag     string          `json:"etag"`
	Location string          `json:"location"`
	Body     json.RawMessage `json:"body"`
	Text     string          `json:"text"`
}

// Server answers from a recording. Reads get the first response recorded for them; writes only those that Expect has
// selected.
type Server struct {
	byName map[string]exchange
	reads  map[string]exchange

	mu       sync.Mutex
	expected []exchange
	requests []string
}

// Load reads a recording.
func Load(path string) (*Server, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []exchange
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s := &Server{byName: map[string]exchange{}, reads: map[string]exchange{}}
	for _, e := range list {
		s.byName[e.Name] = e
		// The state of an operation changes, so it is only replayed where a test expects it.
		if e.Method != http.MethodGet || strings.HasPrefix(e.Name, "https-") || strings.HasPrefix(e.Path, "/1.0/operations/") && !strings.HasPrefix(e.Name, "error-get") {
			continue
		}
		if _, known := s.reads[key(e.Path)]; !known || strings.HasPrefix(e.Name, "get-") {
			s.reads[key(e.Path)] = e
		}
	}
	return s, nil
}

// Has reports whether an exchange was recorded.
func (s *Server) Has(name string) bool {
	_, found := s.byName[name]
	return found
}

// Path returns the path of a recorded request.
func (s *Server) Path(name string) string { return s.byName[name].Path }

// Expect selects the recorded responses for the next writes and the waits for them. Each is used for the first request with
// its method and path.
func (s *Server) Expect(names ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		e, found := s.byName[name]
		if !found {
			return fmt.Errorf("%q was not recorded", name)
		}
		s.expected = append(s.expected, e)
	}
	return nil
}

// Requests returns the requests so far, as "METHOD path?query".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.requests...)
}

// key normalizes a path: it sorts the query and drops timeouts.
func key(path string) string {
	path, query, _ := strings.Cut(path, "?")
	values, err := url.ParseQuery(query)
	if err != nil || len(values) == 0 {
		return path
	}
	values.Del("timeout")
	if inside := values.Get("path"); strings.HasSuffix(path, "/files") {
		values.Set("path", pathlib.Clean("/"+inside))
	}
	if values.Get("project") == "default" {
		values.Del("project")
	}
	for name, all := range values {
		slices.Sort(all)
		values[name] = slices.Compact(all)
		if strings.Join(all, "") == "" {
			values.Del(name)
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	wanted := key(r.URL.EscapedPath() + "?" + r.URL.RawQuery)
	e, found := s.answer(r.Method, wanted)
	if !found {
		e = exchange{Status: http.StatusNotFound, Body: json.RawMessage(`{"type":"error","error":"not found","error_code":404}`)}
	}
	if e.ETag != "" {
		w.Header().Set("ETag", e.ETag)
	}
	if e.Location != "" {
		w.Header().Set("Location", e.Location)
	}
	if e.Body != nil {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(e.Status)
	if e.Body != nil {
		_, _ = w.Write(e.Body)
		return
	}
	_, _ = w.Write([]byte(e.Text))
}

func (s *Server) answer(method, wanted string) (exchange, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, method+" "+wanted)
	for i, e := range s.expected {
		if e.Method == method && key(e.Path) == wanted {
			s.expected = append(s.expected[:i:i], s.expected[i+1:]...)
			return e, true
		}
	}
	if method != http.MethodGet {
		return exchange{}, false
	}
	e, found := s.reads[wanted]
	return e, found
}

// Whole ends truncated JSON after its last complete entry.
func Whole(text string) []byte { return whole(text) }

// Key returns the normalized path by which the server compares requests.
func Key(path string) string { return key(path) }
