package replay

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/pkg/sftp"
)

// flowOperation is an operation of a flow, with its events and final state.
type flowOperation struct {
	frames   []json.RawMessage
	end      json.RawMessage // final state
	channels int             // streams to be opened before it ends
	begun    bool

	fingerprint string // of the image it creates, from the output of the client
}

type operationState struct {
	ID         string          `json:"id"`
	Class      string          `json:"class"`
	StatusCode int             `json:"status_code"`
	Metadata   json.RawMessage `json:"metadata"`
}

func (o operationState) ended() bool { return o.StatusCode == 200 || o.StatusCode >= 400 }

var printedFingerprint = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// operations collects the operations of a flow.
func (s *FlowServer) operations() map[string]*flowOperation {
	ops := map[string]*flowOperation{}
	printed := printedFingerprint.FindString(s.flow.Stdout)
	get := func(id string) *flowOperation {
		if ops[id] == nil {
			ops[id] = &flowOperation{fingerprint: printed}
		}
		return ops[id]
	}
	seen := map[string]bool{}
	for i := range s.flow.Exchanges {
		e := &s.flow.Exchanges[i]
		if e.Request.Transport != s.transport {
			continue
		}
		if rest, found := strings.CutPrefix(e.Request.Path, "/1.0/operations/"); found {
			id, verb, _ := strings.Cut(rest, "/")
			if strings.HasPrefix(verb, "websocket") {
				get(id).channels++
			}
		}
		if state, data, found := stateIn(e.Response.Body); found && (state.ended() || get(state.ID).end == nil) {
			get(state.ID).end = data
		}
		if e.Websocket == nil || !strings.HasPrefix(e.Request.Path, "/1.0/events") {
			continue
		}
		for _, f := range e.Websocket.Frames {
			if state, data, found := stateIn(f.Payload); found && !seen[string(f.Payload)] {
				seen[string(f.Payload)] = true
				o := get(state.ID)
				o.frames = append(o.frames, f.Payload)
				if state.ended() || o.end == nil {
					o.end = data
				}
			}
		}
	}
	return ops
}

func stateIn(envelope json.RawMessage) (state operationState, data json.RawMessage, found bool) {
	var body struct {
		Metadata json.RawMessage `json:"metadata"`
	}
	if json.Unmarshal(envelope, &body) != nil || json.Unmarshal(body.Metadata, &state) != nil {
		return state, nil, false
	}
	return state, body.Metadata, state.ID != "" && state.Class != ""
}

// began marks the operation that a response names as started and informs the event listeners.
func (s *FlowServer) began(e *FlowExchange) {
	var body struct {
		Operation string `json:"operation"`
	}
	if json.Unmarshal(e.Response.Body, &body) != nil || body.Operation == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if o := s.ops[body.Operation[strings.LastIndex(body.Operation, "/")+1:]]; o != nil {
		o.begun = true
		for _, l := range s.listeners {
			o.tell(l)
		}
	}
}

// tell sends the events of an operation; the final one only after all its streams are open.
func (o *flowOperation) tell(l *websocket.Conn) {
	ended := false
	for _, f := range o.frames {
		state, _, _ := stateIn(f)
		if state.ended() && o.channels > 0 {
			continue
		}
		ended = ended || state.ended()
		_ = l.WriteMessage(websocket.TextMessage, f)
	}
	var state operationState
	if ended || o.channels > 0 || json.Unmarshal(o.ending(), &state) != nil {
		return
	}
	if data, err := json.Marshal(map[string]any{"type": "operation", "timestamp": time.Time{}, "metadata": json.RawMessage(o.ending())}); err == nil {
		_ = l.WriteMessage(websocket.TextMessage, data)
	}
}

// ending returns the final state of an operation. Success is assumed if none was recorded.
func (o *flowOperation) ending() json.RawMessage {
	var fields map[string]json.RawMessage
	var state operationState
	if json.Unmarshal(o.end, &state) != nil || state.ended() || state.Class == "token" || json.Unmarshal(o.end, &fields) != nil {
		return o.end
	}
	fields["status"], fields["status_code"] = json.RawMessage(`"Success"`), json.RawMessage("200")
	if o.fingerprint != "" { // the last event was not recorded
		metadata := map[string]any{}
		_ = json.Unmarshal(fields["metadata"], &metadata)
		metadata["fingerprint"] = o.fingerprint
		fields["metadata"], _ = json.Marshal(metadata)
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return o.end
	}
	return data
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

func (s *FlowServer) upgrade(w http.ResponseWriter, r *http.Request) *websocket.Conn {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closers = append(s.closers, c)
	return c
}

func (s *FlowServer) serveEvents(w http.ResponseWriter, r *http.Request) {
	c := s.upgrade(w, r)
	if c == nil {
		return
	}
	s.mu.Lock()
	s.listeners = append(s.listeners, c)
	for _, o := range s.ops {
		if o.begun {
			o.tell(c)
		}
	}
	s.mu.Unlock()
	drain(c)
}

func drain(c *websocket.Conn) {
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			return
		}
	}
}

// serveWait responds immediately with the final state.
func (s *FlowServer) serveWait(w http.ResponseWriter, id string) {
	s.mu.Lock()
	o := s.ops[id]
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if o == nil {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"type":"error","error":"not in the flow: the operation","error_code":404}`))
		return
	}
	_, _ = w.Write(envelope(o.ending()))
}

// serveChannel serves a stream of an operation: the output of a program, or as many bytes as a migration transferred.
func (s *FlowServer) serveChannel(w http.ResponseWriter, r *http.Request, id string) {
	var e *FlowExchange
	secret := r.URL.Query().Get("secret")
	for i := range s.flow.Exchanges {
		path, query, _ := strings.Cut(s.flow.Exchanges[i].Request.Path, "?")
		if values, err := url.ParseQuery(query); err == nil && s.flow.Exchanges[i].Request.Transport == s.transport && path == "/1.0/operations/"+id+"/websocket" && values.Get("secret") == secret {
			e = &s.flow.Exchanges[i]
		}
	}
	if e == nil || e.Websocket == nil {
		http.Error(w, "not in the flow", http.StatusForbidden)
		return
	}
	c := s.upgrade(w, r)
	if c == nil {
		return
	}
	if e.Websocket.Bytes > 0 {
		_ = c.WriteMessage(websocket.BinaryMessage, s.content(id, secret, e.Websocket.Bytes))
	}
	for _, f := range e.Websocket.Frames {
		if f.From == "server" && f.Type == "text" && string(f.Payload) == `""` {
			_ = c.WriteMessage(websocket.TextMessage, nil)
			break
		}
	}
	s.mu.Lock()
	if o := s.ops[id]; o != nil {
		if o.channels--; o.channels == 0 && o.begun {
			for _, l := range s.listeners {
				o.tell(l)
			}
		}
	}
	s.mu.Unlock()
	_ = c.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
	drain(c)
}

func (s *FlowServer) content(id, secret string, size int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if o := s.ops[id]; o != nil {
		var state struct {
			Metadata struct {
				FDs map[string]string `json:"fds"`
			} `json:"metadata"`
		}
		if json.Unmarshal(o.end, &state) == nil {
			switch secret {
			case state.Metadata.FDs["1"]:
				return []byte(s.flow.Stdout)
			case state.Metadata.FDs["2"]:
				return []byte(s.flow.Stderr)
			}
		}
	}
	return make([]byte, size)
}

func (s *FlowServer) serveSFTP(w http.ResponseWriter) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	s.mu.Lock()
	s.closers = append(s.closers, conn)
	s.mu.Unlock()
	_, _ = buffered.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: sftp\r\nConnection: Upgrade\r\n\r\n")
	_ = buffered.Flush()
	server := sftp.NewRequestServer(conn, s.Files)
	_ = server.Serve()
	_ = server.Close()
}
