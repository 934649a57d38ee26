package server_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// events are the events that the server sends, with fixed times.
var events = []string{
	`{"type":"logging","timestamp":"2026-03-01T10:00:00.5Z","location":"m1","metadata":{"level":"warn","message":"Low space","context":{"pool":"default","free":"1 GiB"}}}`,
	`{"type":"logging","timestamp":"2026-03-01T10:00:01Z","metadata":{"level":"dbug","message":"Details"}}`,
	`{"type":"lifecycle","timestamp":"2026-03-01T10:00:02Z","project":"default","metadata":{"action":"instance-started","source":"/1.0/instances/c1","context":{"pid":7},"requestor":{"username":"jane","protocol":"tls","address":"192.0.2.9:5"}}}`,
	`{"type":"lifecycle","timestamp":"2026-03-01T10:00:02Z","metadata":{"action":"instance-stopped","source":"/1.0/instances/c2"}}`,
	`{"type":"operation","timestamp":"2026-03-01T10:00:03Z","metadata":{"id":"op1","class":"task","description":"Starting instance","status":"Running","status_code":103,"err":"","location":"m1"}}`,
	`{"type":"odd","timestamp":"2026-03-01T10:00:04Z","metadata":{"a":1}}`,
	"{\"type\":\"lifecycle\",\n\"timestamp\":\"2026-03-01T10:00:05Z\",\"metadata\":{\"action\":\"last\"}}",
}

// ready is an event that is repeated until the command has shown it: events before its handler is registered are lost.
const ready = `{"type":"lifecycle","timestamp":"2026-03-01T09:00:00Z","metadata":{"action":"ready"}}`

const prettyReady = `time="2026-03-01T09:00:00Z" level=info msg="Action: ready`

// send sends the events once there is a listener.
func send(conn *websocket.Conn, listens <-chan struct{}) error {
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for listening := false; !listening; {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(ready)); err != nil {
			return err
		}
		select {
		case <-listens:
			listening = true
		case <-again.C:
		}
	}
	for _, e := range events {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(e)); err != nil {
			return err
		}
	}
	return nil
}

// monitored runs a command line against a server that sends the events, and compares the lines in order. first is the prefix
// of the line for ready.
func monitored(t *testing.T, query, first string, lines []string, words ...string) {
	t.Helper()
	listens := make(chan struct{})
	var upgrader websocket.Upgrader
	asked := make(chan string, 100)
	env := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/events" {
				next.ServeHTTP(w, r)
				return
			}
			asked <- r.URL.RawQuery
			conn, err := upgrader.Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer conn.Close()
			if send(conn, listens) != nil {
				return
			}
			_, _, _ = conn.ReadMessage() // until the client disconnects
		})
	}})
	said, stop := env.Start(words...)
	said(first)
	close(listens)
	for _, line := range lines {
		said(line)
	}
	if code := stop(); code != 1 { // without a signal a canceled context is an ordinary error
		t.Errorf("%q: exit code %d", words, code)
	}
	if have := <-asked; have != query {
		t.Errorf("%q asks for %s, want %s", words, have, query)
	}
}

// TestMonitorPretty prints a line for each event.
func TestMonitorPretty(t *testing.T) {
	t.Parallel()
	monitored(t, "", prettyReady, []string{
		`time="2026-03-01T10:00:00Z" level=warning msg="Low space" free="1 GiB" pool=default`,
		`time="2026-03-01T10:00:01Z" level=debug msg=Details`,
		`time="2026-03-01T10:00:02Z" level=info msg="Action: instance-started, Source: /1.0/instances/c1, Requestor: tls/jane (192.0.2.9:5)" pid=7`,
		`time="2026-03-01T10:00:02Z" level=info msg="Action: instance-stopped, Source: /1.0/instances/c2"`,
		`time="2026-03-01T10:00:03Z" level=info msg="ID: op1, Class: task, Description: Starting instance" CreatedAt="0001-01-01 00:00:00 +0000 UTC" Err= Location=m1 MayCancel=false Metadata=`,
		`time="2026-03-01T10:00:04Z" level=odd msg="{\"a\":1}"`,
		`time="2026-03-01T10:00:05Z" level=info msg="Action: last, Source: "`,
	}, "monitor", "--pretty")
}

// TestMonitorLevel omits events below the level.
func TestMonitorLevel(t *testing.T) {
	t.Parallel()
	monitored(t, "all-projects=true&type=logging%2Clifecycle", prettyReady, []string{
		`time="2026-03-01T10:00:00Z" level=warning`, `time="2026-03-01T10:00:02Z" level=info`,
	}, "monitor", "--format", "pretty", "--loglevel", "warning", "--all-projects", "--type", "logging", "--type", "lifecycle")
}

// TestMonitorJSON prints each event as received, on one line.
func TestMonitorJSON(t *testing.T) {
	t.Parallel()
	monitored(t, "", ready, []string{
		events[0], events[2], `{"type":"lifecycle","timestamp":"2026-03-01T10:00:05Z","metadata":{"action":"last"}}`,
	}, "monitor", "--format", "json")
}

// TestMonitorYAML prints a document for each event.
func TestMonitorYAML(t *testing.T) {
	t.Parallel()
	monitored(t, "type=operation", "  action: ready", []string{
		"location: m1", "metadata:", "  context:", "    free: 1 GiB", "  level: warn", "timestamp: \"2026-03-01T10:00:00.5Z\"", "type: logging", "", "",
		"metadata:", "  action: instance-started", "project: default", "type: lifecycle",
	}, "monitor", "--type", "operation")
}

// TestMonitorUsage reports usage errors without a request.
func TestMonitorUsage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc monitor --format nosuch
! Error: unknown format "nosuch" (must be one of: yaml, json, jsonl, pretty)
= 2
$ lxc monitor --loglevel info
! Error: --loglevel requires --format pretty
= 2
$ lxc monitor --pretty --loglevel nosuch
! Error: unknown log level "nosuch" (must be one of: trace, debug, info, warning, error, fatal)
= 2
$ lxc monitor nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc monitor local: more
! Error: unexpected argument "more"
= 2
answer GET /1.0/events 403 not authorized
$ lxc monitor
! Error: not authorized
= 4
> GET /1.0/events
`)
}

// TestMonitorParts prints parts of events.
func TestMonitorParts(t *testing.T) {
	t.Parallel()
	monitored(t, "type=lifecycle", "ready", []string{"instance-started", "instance-stopped", "last"}, "monitor", "--type=lifecycle", "--jq", `.metadata.action // empty`)
	monitored(t, "", `{"metadata":{"action":"ready"}}`, []string{`{"metadata":{"action":"instance-started"}}`}, "monitor", "-o", "jsonl", "--fields", "metadata.action")
	monitored(t, "", "lifecycle ready", []string{"lifecycle instance-started"}, "monitor", "--template", "{{.type}} {{.metadata.action}}")
	monitored(t, "", `{"type":"lifecycle"`, []string{events[0], events[2]}, "monitor", "-o", "jsonl")
}
