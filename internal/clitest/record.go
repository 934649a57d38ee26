package clitest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// recorder records the requests of a command and can answer them instead of the server.
type recorder struct {
	mu       sync.Mutex
	requests []string
	canned   map[string][]answer // by method and path
}

// answer is a canned response to a request.
type answer struct {
	status    int // 0: text is the whole body; 1: the server itself answers
	text      string
	operation string // path of the finished operation, if the response is one
}

// can parses the arguments of an "answer" line.
func (r *recorder) can(t testing.TB, line string) {
	t.Helper()
	line, second := strings.CutPrefix(line, "two: ")
	words := strings.SplitN(line, " ", 4)
	if len(words) != 4 {
		t.Fatalf("answer %s: method, path, status and text", line)
	}
	status, err := strconv.Atoi(words[2])
	switch words[2] {
	case "raw":
		status, err = 0, nil
	case "real":
		status, err = 1, nil
	}
	if err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.canned == nil {
		r.canned = map[string][]answer{}
	}
	request := words[0] + " " + words[1]
	if second {
		request = "two: " + request
	}
	a := answer{status: status, text: words[3]}
	if status == http.StatusAccepted && !strings.Contains(a.text, `"id":`) {
		a.text, a.operation = finished(t, len(r.canned), words[3])
	}
	r.canned[request] = append(r.canned[request], a)
}

// finished builds a finished operation from some of its fields.
func finished(t testing.TB, number int, fields string) (text, path string) {
	t.Helper()
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", number)
	all := map[string]any{"id": id, "class": "task", "status": "Success", "status_code": http.StatusOK}
	if err := json.Unmarshal([]byte(fields), &all); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), "/1.0/operations/" + id
}

// take returns the requests since the last call and drops the canned answers. Consecutive reads are sorted, because they may
// be sent in parallel.
func (r *recorder) take() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.requests
	r.requests, r.canned = nil, nil
	reads := func(line string) bool { return strings.HasPrefix(strings.TrimPrefix(line, "two: "), "GET ") }
	for start := 0; start < len(all); start++ {
		end := start
		for end < len(all) && reads(all[end]) {
			end++
		}
		slices.Sort(all[start:end])
		start = end
	}
	return all
}

// next returns the answer to a request: several for the same request are used in order, the last one repeatedly. The caller
// holds the lock.
func (r *recorder) next(request string) (answer, bool) {
	list := r.canned[request]
	if len(list) == 0 {
		return answer{}, false
	}
	if len(list) > 1 {
		r.canned[request] = list[1:]
	}
	return list[0], list[0].status != 1
}

// wrap is middleware that records the requests of one server, with name as prefix.
func (r *recorder) wrap(name string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			line := req.Method + " " + req.URL.RequestURI()
			body, err := io.ReadAll(io.LimitReader(req.Body, 64<<10))
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			req.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), req.Body))
			r.mu.Lock()
			can, found := r.next(name + line)
			if !found && name != "" {
				can, found = r.next(line)
			}
			if line != "GET /1.0" { // depends on caching, not on the command
				r.requests = append(r.requests, name+line+headers(req.Header)+shownBody(body))
			}
			r.mu.Unlock()
			if found {
				can.write(w)
				return
			}
			next.ServeHTTP(w, req)
		})
	}
}

// headers formats the headers that affect a request.
func headers(h http.Header) string {
	text := ""
	for _, key := range slices.Sorted(maps.Keys(h)) {
		name := strings.ToLower(key)
		switch {
		case name == "if-match":
			text += " [if-match]"
		case strings.HasPrefix(name, "x-lxd-"), strings.HasPrefix(name, "x-incus-"):
			text += " [" + name + ": " + h.Get(key) + "]"
		}
	}
	return text
}

func shownBody(body []byte) string {
	text := strings.TrimSuffix(string(body), "\n")
	var line bytes.Buffer
	if strings.Contains(text, "\n") && json.Compact(&line, body) == nil { // a request is shown on one line
		text = line.String()
	}
	switch {
	case len(body) == 0:
		return ""
	case text != "" && json.Valid(body) && strings.ContainsAny(text[:1], "{["):
		return " " + text
	case len(text) <= 200 && utf8.ValidString(text) && !strings.Contains(text, "\x00"):
		return " " + strconv.Quote(string(body))
	}
	return " (data)"
}

func (a answer) write(w http.ResponseWriter) {
	if path, isFile := strings.CutPrefix(a.text, "@"); isFile {
		data, err := os.ReadFile(path)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write(data)
		return
	}
	reply := map[string]any{"type": "sync", "status": "Success", "status_code": a.status}
	switch {
	case a.status == 0:
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = io.WriteString(w, a.text)
		return
	case a.status >= http.StatusBadRequest:
		reply = map[string]any{"type": "error", "error": a.text, "error_code": a.status}
	case a.status == http.StatusAccepted:
		op := struct {
			ID string `json:"id"`
		}{}
		_ = json.Unmarshal([]byte(a.text), &op)
		if a.operation != "" {
			w.Header().Set("Location", a.operation)
		}
		reply = map[string]any{"type": "async", "status": "Operation created", "status_code": 100, "operation": "/1.0/operations/" + op.ID}
		fallthrough
	default:
		reply["metadata"] = json.RawMessage(a.text)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_ = json.NewEncoder(w).Encode(reply)
}

var rewriting sync.Mutex

// rewriteScript updates a script in the source file of a test.
func rewriteScript(t testing.TB, file, was, is string) {
	t.Helper()
	rewriting.Lock()
	defer rewriting.Unlock()
	file = filepath.Base(file) // tests run in the directory of their package, and -trimpath hides its path
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(source, []byte("`"+was+"`")); n != 1 {
		t.Fatal(fmt.Errorf("%s holds the script %d times", file, n))
	}
	source = bytes.Replace(source, []byte("`"+was+"`"), []byte("`"+is+"`"), 1)
	if err := os.WriteFile(file, source, 0o600); err != nil {
		t.Fatal(err)
	}
}
