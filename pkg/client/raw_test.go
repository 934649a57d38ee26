package lxd_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

const vgaSession = `{"type":"async","status_code":100,"operation":"/1.0/operations/op1","metadata":{"id":"op1","class":"websocket",
	"status_code":103,"metadata":{"fds":{"0":"echo","control":"ctl"}}}}`

// echoes returns a server whose sockets and raw streams echo what they receive. closed receives a value when the control socket
// of a session has ended.
func echoes(t *testing.T, answer string) (srv lxd.InstanceServer, closed chan struct{}) {
	t.Helper()
	closed = make(chan struct{})
	upgrader := websocket.Upgrader{}
	srv, _ = local(t, minilxd.Options{Extra: everyExtension(t), Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			protocol := r.Header.Get("Upgrade")
			switch {
			case strings.HasSuffix(r.URL.Path, "/websocket"):
				ws, err := upgrader.Upgrade(w, r, nil)
				if err != nil {
					return
				}
				defer ws.Close()
				if r.URL.Query().Get("secret") == "ctl" {
					defer close(closed)
				}
				for {
					kind, data, err := ws.ReadMessage()
					if err != nil || ws.WriteMessage(kind, data) != nil {
						return
					}
				}
			case strings.HasSuffix(r.URL.Path, "/console") && r.Method == http.MethodPost:
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusAccepted)
				_, _ = io.WriteString(w, answer)
			case protocol == "nbd" || protocol == "tcp" || protocol == "sftp":
				if answer != "" {
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(http.StatusNotFound)
					_, _ = io.WriteString(w, answer)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body)
				conn, buffered, err := w.(http.Hijacker).Hijack()
				if err != nil {
					return
				}
				defer conn.Close()
				fmt.Fprintf(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\nhello\n", protocol)
				_, _ = io.Copy(conn, buffered)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}})
	return srv, closed
}

func TestVGAConsole(t *testing.T) {
	t.Parallel()
	srv, closed := echoes(t, vgaSession)
	console, err := srv.StartVGA("v1", true)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // each channel is a separate connection
		channel, err := console.Dial()
		if err != nil {
			t.Fatal(err)
		}
		if err := channel.SetDeadline(time.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		go func() { _, _ = io.WriteString(channel, "SPICE hello") }()
		got := make([]byte, 11)
		if _, err := io.ReadFull(channel, got); err != nil || string(got) != "SPICE hello" {
			t.Errorf("%q %v", got, err)
		}
		if err := channel.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := console.Close(); err != nil {
		t.Error(err)
	}
	<-closed
	empty, _ := echoes(t, `{"type":"async","operation":"/1.0/operations/op1","metadata":{"id":"op1","status_code":103}}`)
	if _, err := empty.StartVGA("v1", false); err == nil {
		t.Error("a session without sockets was accepted")
	}
}

// TestUpgrades checks that raw streams keep data that arrived with the header, end with their context, and return the error of
// a refusal.
func TestUpgrades(t *testing.T) {
	t.Parallel()
	srv, _ := echoes(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	streams := map[string]func(s lxd.InstanceServer) (net.Conn, error){
		"nbd":  func(s lxd.InstanceServer) (net.Conn, error) { return s.GetInstanceNBDConn("c") },
		"port": func(s lxd.InstanceServer) (net.Conn, error) { return s.ForwardInstancePort("c", "127.0.0.1", 80) },
		"files": func(s lxd.InstanceServer) (net.Conn, error) {
			return s.GetStoragePoolVolumeSFTPConn("p", "custom", "v")
		},
		"volume": func(s lxd.InstanceServer) (net.Conn, error) {
			return s.GetStoragePoolVolumeNBDConn("p", "custom", "v", true)
		},
		"sftp": func(s lxd.InstanceServer) (net.Conn, error) { return s.GetInstanceFileSFTPConn("c") },
	}
	refusing, _ := echoes(t, `{"type":"error","error_code":404,"error":"nothing there"}`)
	for name, open := range streams {
		conn, err := open(srv.WithContext(ctx))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		read := bufio.NewReader(conn)
		if line, err := read.ReadString('\n'); line != "hello\n" || err != nil {
			t.Errorf("%s: %q %v", name, line, err)
		}
		if _, err := io.WriteString(conn, "ping\n"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if line, err := read.ReadString('\n'); line != "ping\n" || err != nil {
			t.Errorf("%s: %q %v", name, line, err)
		}
		if conn.LocalAddr().Network() == "" || conn.RemoteAddr().String() == "" || conn.SetDeadline(time.Time{}) == nil {
			t.Errorf("%s: these streams have names but no deadlines", name)
		}
		if name == "nbd" {
			cancel()
			if _, err := read.ReadByte(); err == nil {
				t.Error("the stream outlived its context")
			}
			ctx, cancel = context.WithCancel(t.Context())
			defer cancel()
		}
		_ = conn.Close()
		if _, err := open(refusing); !errors.Is(err, api.ErrNotFound) || !strings.Contains(err.Error(), "nothing there") {
			t.Errorf("%s refused: %v", name, err)
		}
	}
}

// TestDefaultSockets checks the environment, then the usual paths.
func TestDefaultSockets(t *testing.T) {
	for _, name := range []string{"LXD_SOCKET", "LXD_DIR", "INCUS_SOCKET", "INCUS_DIR"} {
		t.Setenv(name, "")
	}
	for family, want := range map[string]string{"lxd": "/lxd/", "incus": "/incus/"} {
		if got := lxd.DefaultSocket(family); !strings.Contains(got, want) || !strings.HasSuffix(got, "/unix.socket") {
			t.Errorf("%s: %s", family, got)
		}
	}
	dir := t.TempDir()
	t.Setenv("INCUS_DIR", dir)
	if got := lxd.DefaultSocket("incus"); got != filepath.Join(dir, "unix.socket") {
		t.Error(got)
	}
	if err := os.WriteFile(filepath.Join(dir, "unix.socket.user"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := lxd.DefaultSocket("incus"); os.Geteuid() != 0 && !strings.HasSuffix(got, ".user") {
		t.Errorf("%s is closed to us and the one for users is not", got)
	}
	t.Setenv("LXD_SOCKET", "/x/y")
	if got := lxd.DefaultSocket("lxd"); got != "/x/y" {
		t.Error(got)
	}
	if _, err := lxd.ConnectIncusUnix("", nil); err == nil {
		t.Error("nobody listens there")
	}
	var unreachable *lxd.ConnectError
	if _, err := lxd.ConnectLXD("https://127.0.0.1:1", nil); !errors.As(err, &unreachable) || unreachable.Unwrap() == nil {
		t.Errorf("ConnectLXD: %v", err)
	}
	if _, err := lxd.ConnectPublicLXD("https://127.0.0.1:1", nil); !errors.As(err, &unreachable) || !strings.Contains(err.Error(), "127.0.0.1:1") {
		t.Errorf("ConnectPublicLXD: %v", err)
	}
}

// TestRawAndLogs checks undecoded requests, and that the log contains no secrets.
func TestRawAndLogs(t *testing.T) {
	t.Parallel()
	s, err := minilxd.New(minilxd.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dir, err := os.MkdirTemp("", "r")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := s.ListenUnix(filepath.Join(dir, "s")); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	srv, err := lxd.Connect(t.Context(), "unix://"+filepath.Join(dir, "s"), &lxd.ConnectionArgs{
		Logger: func(format string, args ...any) { fmt.Fprintf(&log, format+"\n", args...) },
	})
	if err != nil {
		t.Fatal(err)
	}
	resp, _, err := srv.RawQuery("GET", "/1.0/profiles?recursion=1", nil, "")
	if err != nil || resp.Type != api.SyncResponse || !strings.Contains(string(resp.Metadata), `"default"`) {
		t.Errorf("%+v %v", resp, err)
	}
	if _, _, err := srv.RawQuery("GET", "/1.0/profiles/none", nil, ""); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("an error reply: %v", err)
	}
	plain, err := srv.RawRequest("GET", "/1.0/none?secret=hush&x=1", nil, nil)
	if err != nil || plain.StatusCode != http.StatusNotFound {
		t.Errorf("%v %v", plain, err)
	} else {
		plain.Body.Close()
	}
	if _, err := srv.RawWebsocket("/1.0/operations/none/websocket?secret=hush"); err == nil {
		t.Error("a websocket to nowhere")
	}
	if text := log.String(); !strings.Contains(text, "GET /1.0/profiles?recursion=1: 200") || strings.Contains(text, "hush") || !strings.Contains(text, "x=1") {
		t.Errorf("log:\n%s", text)
	}
	base, transport, err := lxd.Transport(srv)
	if err != nil || base == "" || transport == nil {
		t.Errorf("transport: %q %v", base, err)
	}
}
