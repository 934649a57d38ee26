package instance_test

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestConsoleDefaults checks that without --type the user's default type is used, and the user's own viewer.
func TestConsoleDefaults(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var asked []string
	env := clitest.New(t, root.New, minilxd.Options{Extra: []string{"console_vga_type"}, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/console") {
				body, _ := io.ReadAll(r.Body)
				mu.Lock()
				asked = append(asked, string(body))
				mu.Unlock()
				r.Body = io.NopCloser(bytes.NewReader(body))
			}
			next.ServeHTTP(w, r)
		})
	}})
	env.Must("init", "--empty", "c1")
	env.Config.Defaults = map[string]any{"console_type": "screen"}
	if r := env.Run("", "console", "c1"); r.Code != 2 || !strings.Contains(r.ErrOut, `"screen"`) {
		t.Errorf("an unknown default: %d %s", r.Code, r.ErrOut)
	}
	env.Config.Defaults["console_type"] = "vga"
	env.Run("", "console", "c1")
	if !slices.EqualFunc(asked, []string{`"type":"vga"`}, strings.Contains) {
		t.Errorf("the server was asked for %q", asked)
	}
	if r := env.Run("", "console", "c1", "--type", "console"); !strings.Contains(r.ErrOut, "must be a terminal") || len(asked) != 1 {
		t.Errorf("--type console: %s, and %q was asked", r.ErrOut, asked)
	}
}

// TestOwnSpiceViewer runs the program in console_spice_command, with the path of the socket instead of SOCKET.
func TestOwnSpiceViewer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	script, result := filepath.Join(dir, "viewer"), filepath.Join(dir, "result")
	if err := os.WriteFile(script, []byte("#!/bin/sh\necho \"$@\" >"+result+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	env := clitest.New(t, root.New, minilxd.Options{Extra: []string{"console_vga_type"}, Middleware: screen})
	env.Must("init", "--empty", "c1")
	env.Config.Defaults = map[string]any{"console_spice_command": script + " --uri spice+unix://SOCKET"}
	if r := env.Run("", "console", "c1", "--type", "vga"); r.Code != 0 {
		t.Fatalf("%d %s", r.Code, r.ErrOut)
	}
	got, err := os.ReadFile(result)
	if err != nil || !strings.HasPrefix(string(got), "--uri spice+unix:///") || !strings.HasSuffix(string(got), "/spice.sock\n") {
		t.Errorf("the viewer got %q, %v", got, err)
	}
}

// screen responds to the request for a VGA console like a server with virtual machines.
func screen(next http.Handler) http.Handler {
	const operation = `{"id":"op1","class":"websocket","status":"Running","status_code":103,"may_cancel":true,"metadata":{"fds":{"0":"s0","control":"s1"}}}`
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/console"):
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, `{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/op1","metadata":`+operation+`}`)
		case strings.HasSuffix(r.URL.Path, "/op1/websocket"):
			if socket, err := new(websocket.Upgrader).Upgrade(w, r, nil); err == nil {
				_, _, _ = socket.ReadMessage() // until the client disconnects
				_ = socket.Close()
			}
		case strings.HasPrefix(r.URL.Path, "/1.0/operations/op1"):
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"type":"sync","status":"Success","status_code":200,"metadata":`+operation+`}`)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
