package replay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/gorilla/websocket"
	"github.com/pkg/sftp"
)

// Write is a request that changed something.
type Write struct {
	Transport, Method, Path string
	Header                  http.Header
	Body                    []byte
}

// FlowServer is one of the servers of a flow. It replays the recorded responses.
type FlowServer struct {
	generation *Generation
	flow       *Flow
	transport  string
	Files      sftp.Handlers // files of the instance, if transferred over SFTP

	mu        sync.Mutex
	used      map[int]bool
	lastWrite int
	writes    []Write
	misses    []string
	ops       map[string]*flowOperation
	listeners []*websocket.Conn
	closers   []io.Closer
}

// NewFlowServer returns the server of a flow that was reached by the given transport.
func NewFlowServer(g *Generation, f *Flow, transport string) (*FlowServer, error) {
	s := &FlowServer{generation: g, flow: f, transport: transport, used: map[int]bool{}, lastWrite: -1, Files: sftp.InMemHandler()}
	s.ops = s.operations()
	return s, s.furnish()
}

// Writes returns the write requests so far.
func (s *FlowServer) Writes() []Write {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Write{}, s.writes...)
}

// Misses returns the requests without a recorded response.
func (s *FlowServer) Misses() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.misses...)
}

// Close closes all streams.
func (s *FlowServer) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.closers {
		_ = c.Close()
	}
}

// ServeHTTP implements http.Handler.
func (s *FlowServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.EscapedPath()
	rest, isOperation := strings.CutPrefix(path, "/1.0/operations/")
	id, verb, _ := strings.Cut(rest, "/")
	switch {
	case path == "/1.0/events":
		s.serveEvents(w, r)
	case isOperation && verb == "websocket":
		s.serveChannel(w, r, id)
	case isOperation && verb == "wait":
		s.serveWait(w, id)
	case strings.HasSuffix(path, "/files") && (s.movesFiles(strings.TrimSuffix(path, "/files")) || s.refusedFiles(strings.TrimSuffix(path, "/files")) != nil || r.Method == http.MethodGet && s.find(r, "") < 0):
		s.serveFiles(w, r)
	case r.Header.Get("Upgrade") == "sftp" && s.find(r, "101") >= 0:
		s.serveSFTP(w)
	default:
		body, _ := io.ReadAll(r.Body)
		s.answer(w, r, body)
	}
}

func (s *FlowServer) answer(w http.ResponseWriter, r *http.Request, body []byte) {
	wanted := key(r.URL.EscapedPath() + "?" + r.URL.RawQuery)
	change := r.Method != http.MethodGet && r.Method != http.MethodHead
	if change {
		s.mu.Lock()
		s.writes = append(s.writes, Write{Transport: s.transport, Method: r.Method, Path: wanted, Header: r.Header.Clone(), Body: body})
		s.mu.Unlock()
	}
	i := s.find(r, "")
	if i < 0 {
		if data, found := s.derive(r); found && !change {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(data)
			return
		}
		s.mu.Lock()
		s.misses = append(s.misses, r.Method+" "+wanted)
		s.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprintf(w, `{"type":"error","error":%q,"error_code":404}`, "not in the flow: "+r.Method+" "+wanted)
		return
	}
	e := &s.flow.Exchanges[i]
	s.mu.Lock()
	s.used[i] = true
	if change {
		s.lastWrite = max(s.lastWrite, i)
	}
	s.mu.Unlock()
	s.send(w, e)
	if change {
		s.began(e)
	}
}

// send writes a recorded response.
func (s *FlowServer) send(w http.ResponseWriter, e *FlowExchange) {
	for _, h := range e.Response.Headers {
		if h[0] != "Date" && h[0] != "Content-Length" {
			w.Header().Add(h[0], h[1])
		}
	}
	data := []byte(e.Response.Body)
	switch {
	case e.Response.Omitted != "":
		data = make([]byte, omitted(e.Response.Omitted))
		w.Header().Set("Content-Type", "application/octet-stream")
	case e.Response.Truncated:
		var text string
		_ = json.Unmarshal(data, &text)
		data = whole(text)
	case bytes.HasPrefix(data, []byte{'"'}):
		var text string
		_ = json.Unmarshal(data, &text)
		data = []byte(text)
	case bytes.Equal(data, []byte("null")):
		data = nil
	case e.Request.Path == "/1.0":
		data = s.withExtensions(data)
	}
	w.WriteHeader(e.Response.Status)
	_, _ = w.Write(data)
}

// withExtensions replaces the recorded number of API extensions with their names.
func (s *FlowServer) withExtensions(data []byte) []byte {
	names, err := json.Marshal(s.generation.Extensions)
	if err != nil {
		return data
	}
	before, after, found := bytes.Cut(data, []byte(`"api_extensions_count":`))
	if !found {
		return data
	}
	after = bytes.TrimLeft(after, " 0123456789")
	return bytes.Join([][]byte{before, []byte(`"api_extensions":`), names, after}, nil)
}

// whole repairs truncated JSON: it ends a list after its last complete entry, or a string where it was cut off.
func whole(text string) []byte {
	for end := len(text); end > len(text)-6 && end > 0; end-- { // an escape sequence may be truncated
		if candidate := text[:end] + `"}}`; json.Valid([]byte(candidate)) {
			return []byte(candidate)
		}
	}
	for end := len(text); end > 0; end = strings.LastIndex(text[:end], "}") {
		for _, tail := range []string{"", "]", "]}", "]}]}", "}", "}}"} {
			if candidate := text[:min(end+1, len(text))] + tail; json.Valid([]byte(candidate)) {
				return []byte(candidate)
			}
		}
	}
	return []byte(text)
}

// find returns the index of the exchange that answers a request, or -1. Reads after a write get a response recorded after it
// if there is one; otherwise the nth read gets the nth response. upgrade selects exchanges that switched protocols.
func (s *FlowServer) find(r *http.Request, upgrade string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted, path := key(r.URL.EscapedPath()+"?"+r.URL.RawQuery), r.URL.EscapedPath()
	best, bestScore := -1, 0
	for i := range s.flow.Exchanges {
		e := &s.flow.Exchanges[i]
		if e.Request.Transport != s.transport || e.Request.Method != r.Method || (e.Response.Status == http.StatusSwitchingProtocols) != (upgrade != "") {
			continue
		}
		own, _, _ := strings.Cut(e.Request.Path, "?")
		score := 0
		switch {
		case key(e.Request.Path) == wanted:
			score = 100
		case own == path && !strings.HasSuffix(path, "/files") && (e.Changes() || sameDepth(e.Request.Path, wanted)):
			score = 50
		default:
			continue
		}
		if e.Request.SentBy == "" {
			score += 20
		}
		if !s.used[i] {
			score += 10
		}
		if i > s.lastWrite {
			score += 5
		}
		if score > bestScore || score == bestScore && s.used[i] {
			best, bestScore = i, score
		}
	}
	return best
}

// sameDepth reports whether both reads request names, or both request objects.
func sameDepth(a, b string) bool {
	deep := func(path string) bool {
		_, query, _ := strings.Cut(path, "?")
		values, _ := url.ParseQuery(query)
		return values.Get("recursion") != "" && values.Get("recursion") != "0"
	}
	return deep(a) == deep(b)
}
