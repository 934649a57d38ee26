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

// FlowServer is one of the servers of a flow: it answers what the recorded one answered.
type FlowServer struct {
	generation *Generation
	flow       *Flow
	transport  string
	Files      sftp.Handlers // what an instance holds, where files go over SFTP

	mu        sync.Mutex
	used      map[int]bool
	lastWrite int
	writes    []Write
	misses    []string
	ops       map[string]*flowOperation
	listeners []*websocket.Conn
	closers   []io.Closer
}

// NewFlowServer returns the server of a flow behind a transport, as the flow names it.
func NewFlowServer(g *Generation, f *Flow, transport string) (*FlowServer, error) {
	s := &FlowServer{generation: g, flow: f, transport: transport, used: map[int]bool{}, lastWrite: -1, Files: sftp.InMemHandler()}
	s.ops = s.operations()
	return s, s.furnish()
}

// Writes returns the requests so far that changed something.
func (s *FlowServer) Writes() []Write {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Write{}, s.writes...)
}

// Misses returns the requests that the flow has no answer for.
func (s *FlowServer) Misses() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.misses...)
}

// Close ends all streams.
func (s *FlowServer) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.closers {
		_ = c.Close()
	}
}

// ServeHTTP answers.
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

// send writes a recorded answer.
func (s *FlowServer) send(w http.ResponseWriter, e *FlowMember) {
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

// withExtensions puts the names of the extensions in the place of their number.
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

// whole ends a list that was cut off after its last complete entry, and a text where it was cut off.
func whole(text string) []byte {
	for end := len(text); end > len(text)-6 && end > 0; end-- { // an escaped letter may be cut in two
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

// find returns the exchange that answers a request, -1 where there is none. Reads after a change get what was read after it,
// as far as it was recorded; else the nth read gets the nth answer. upgrade asks for an exchange that became a stream.
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

// sameDepth reports whether two reads ask for names or for whole objects both.
func sameDepth(a, b string) bool {
	deep := func(path string) bool {
		_, query, _ := strings.Cut(path, "?")
		values, _ := url.ParseQuery(query)
		return values.Get("recursion") != "" && values.Get("recursion") != "0"
	}
	return deep(a) == deep(b)
}
