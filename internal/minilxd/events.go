package minilxd

import (
	"net/http"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

func (s *Server) getEvents(w http.ResponseWriter, r *http.Request) (any, error) {
	types := map[string]bool{}
	for _, t := range strings.Split(r.URL.Query().Get("type"), ",") {
		switch t {
		case "operation", "logging", "lifecycle":
			types[t] = true
		case "":
			types["operation"], types["logging"], types["lifecycle"] = true, true, true
		default:
			return nil, badRequest("%q isn't a supported event type", t)
		}
	}
	l := &eventConn{types: types, project: r.URL.Query().Get("project")}
	if l.project == "" && r.URL.Query().Get("all-projects") == "" {
		l.project = "default"
	}
	s.events.mu.Lock() // once a client has its response, it misses no event
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		s.events.mu.Unlock()
		return raw{}, nil // the upgrader has responded
	}
	l.conn = conn
	if s.events.listeners == nil {
		s.events.listeners = map[*eventConn]struct{}{}
	}
	s.events.listeners[l] = struct{}{}
	s.events.mu.Unlock()
	for {
		if _, _, err := conn.ReadMessage(); err != nil {
			break
		}
	}
	s.events.mu.Lock()
	delete(s.events.listeners, l)
	s.events.mu.Unlock()
	conn.Close()
	return raw{}, nil
}

// lifecycle sends a lifecycle event.
func (s *Server) lifecycle(project, action, source string) {
	s.events.send("lifecycle", project, api.EventLifecycle{Action: action, Source: source, Project: project})
}

// Announce sends a lifecycle event of the default project.
func (s *Server) Announce(action, source string) { s.lifecycle("default", action, source) }

// Log sends a log record to all event listeners.
func (s *Server) Log(level, message string) {
	s.events.send("logging", "", api.EventLogging{Level: level, Message: message})
}

// EventListeners returns the number of connected event listeners.
func (s *Server) EventListeners() int {
	s.events.mu.Lock()
	defer s.events.mu.Unlock()
	return len(s.events.listeners)
}

// CutEvents closes the connections of all event listeners, like a network failure.
func (s *Server) CutEvents() {
	s.events.mu.Lock()
	defer s.events.mu.Unlock()
	for l := range s.events.listeners {
		_ = l.conn.NetConn().Close()
	}
}
