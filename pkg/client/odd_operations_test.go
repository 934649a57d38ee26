package lxd_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
)

// oddOperation is a server whose operation x goes on in an odd way.
type oddOperation struct {
	events  []string // frames that are sent once the operation runs; "binary …" is a binary one, "close N" a close frame
	wait    []string // answers to the long poll, one after the other, the last of them again and again
	wants   string   // part of the error, or "" for success
	handler string   // the states that handlers see, one letter each: R, S, F
}

func (o *oddOperation) wrap(started chan struct{}) func(http.Handler) http.Handler {
	var mu sync.Mutex
	return func(next http.Handler) http.Handler {
		mux := http.NewServeMux()
		mux.Handle("/", next)
		mux.HandleFunc("PUT /1.0/instances/c1/state", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, `{"type":"async","operation":"/1.0/operations/x","metadata":`+oddState("x", 103)+`}`)
		})
		mux.HandleFunc("GET /1.0/operations/x/wait", func(w http.ResponseWriter, _ *http.Request) {
			<-started // the handlers have seen what they should
			mu.Lock()
			defer mu.Unlock()
			text := o.wait[0]
			if len(o.wait) > 1 {
				o.wait = o.wait[1:]
			}
			if code := 0; text == "404" || text == "500" {
				_, _ = fmt.Sscan(text, &code)
				w.WriteHeader(code)
				text = fmt.Sprintf(`{"type":"error","error":"gone","error_code":%d}`, code)
			}
			_, _ = io.WriteString(w, text)
		})
		mux.HandleFunc("GET /1.0/operations/x", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, `{"type":"error","error":"gone","error_code":404}`)
		})
		mux.HandleFunc("GET /1.0/events", func(w http.ResponseWriter, r *http.Request) {
			conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer conn.Close()
			for _, frame := range o.events {
				kind := websocket.TextMessage
				if code := 0; strings.HasPrefix(frame, "close") {
					_, _ = fmt.Sscanf(frame, "close %d", &code)
					_ = conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, "odd"))
					return
				}
				if rest, found := strings.CutPrefix(frame, "binary "); found {
					kind, frame = websocket.BinaryMessage, rest
				}
				_ = conn.WriteMessage(kind, []byte(frame))
			}
			_, _, _ = conn.ReadMessage() // until the client leaves
		})
		return mux
	}
}

// oddState is the state of an operation in JSON.
func oddState(id string, code int) string {
	return fmt.Sprintf(`{"id":%q,"class":"task","status":"x","status_code":%d,"err":"its error"}`, id, code)
}

// oddEvent is an event about an operation.
func oddEvent(id string, code int) string {
	return `{"type":"operation","metadata":` + oddState(id, code) + `}`
}

// oddEnd is an answer to the long poll.
func oddEnd(code int) string {
	return `{"type":"sync","status_code":200,"metadata":` + oddState("x", code) + `}`
}

// TestOddOperations waits for operations whose events come out of order, twice, in other forms, or not at all, and whose end is told
// late, in part or never: what was said to be the end stays it, handlers hear of one end, and no wait hangs.
func TestOddOperations(t *testing.T) {
	t.Parallel()
	good, bad := oddEnd(200), oddEnd(400)
	for name, o := range map[string]*oddOperation{
		"out of order":      {events: []string{oddEvent("x", 200), oddEvent("x", 103), oddEvent("x", 105)}, wait: []string{good}, handler: "S"},
		"twice":             {events: []string{oddEvent("x", 103), oddEvent("x", 103), oddEvent("x", 200), oddEvent("x", 200)}, wait: []string{good}, handler: "RRS"},
		"another end":       {events: []string{oddEvent("x", 400), oddEvent("x", 200)}, wait: []string{good}, handler: "F", wants: "its error"},
		"of others":         {events: []string{oddEvent("y", 400), oddEvent("", 200), oddEvent("x", 200)}, wait: []string{good}, handler: "S"},
		"broken frames":     {events: []string{"", "{", "null", `{"type":"operation"}`, `{"type":"operation","metadata":null}`, `{"type":"operation","metadata":[7]}`, `{"type":7}`, `{"type":"operation","metadata":{"id":"x","status_code":"200"}}`, oddEvent("x", 200)}, wait: []string{good}, handler: "S"},
		"binary frames":     {events: []string{"binary \xff\xfe", "binary " + oddEvent("x", 200)}, wait: []string{good}},
		"odd close":         {events: []string{"close 4999"}, wait: []string{good}},
		"close, policy":     {events: []string{"close 1008"}, wait: []string{bad}, wants: "its error"},
		"part of an end":    {wait: []string{`{"type":"sync","metadata":{"id":"x","status_code":400,"metadata":null}}`}, wants: "operation"},
		"unknown state":     {wait: []string{oddEnd(999), good}, wants: "its error"},
		"an error, then":    {wait: []string{"500", good}, wants: "gone"},
		"vanished":          {wait: []string{"404"}, wants: "gone"},
		"end without words": {wait: []string{`{"type":"sync","metadata":{"id":"x","status_code":401}}`}, wants: "ancel"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			started := make(chan struct{})
			srv, _ := local(t, minilxd.Options{Middleware: o.wrap(started)})
			op, err := srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: "stop"}, "")
			if err != nil {
				t.Fatal(err)
			}
			var mu sync.Mutex
			seen := ""
			if _, err := op.AddHandler(func(state api.Operation) {
				mu.Lock()
				defer mu.Unlock()
				seen += map[api.StatusCode]string{103: "R", 105: "R", 200: "S", 400: "F", 401: "F"}[state.StatusCode]
			}); err != nil {
				t.Fatal(err)
			}
			if o.handler != "" {
				eventually(t, func() bool {
					mu.Lock()
					defer mu.Unlock()
					return seen == o.handler || strings.ContainsAny(seen, "SF")
				})
			}
			close(started)
			err = op.Wait()
			if o.wants == "" && err != nil || o.wants != "" && (err == nil || !strings.Contains(err.Error(), o.wants)) {
				t.Errorf("%v, want %q", err, o.wants)
			}
			mu.Lock()
			defer mu.Unlock()
			if o.handler != "" && seen != o.handler || strings.Count(seen, "S")+strings.Count(seen, "F") > 1 {
				t.Errorf("handlers saw %q, want %q", seen, o.handler)
			}
		})
	}
}
