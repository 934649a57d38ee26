package lxd_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/lxdtest"
)

// withInstance returns a fake server with a running instance "c1".
func withInstance(t *testing.T, options ...lxdtest.Option) lxd.InstanceServer {
	t.Helper()
	srv := lxdtest.NewServer(t, options...).Client()
	op, err := srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}})
	if err := waited(op, err); err != nil {
		t.Fatal(err)
	}
	if err := waited(srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: "start", Timeout: -1}, "")); err != nil {
		t.Fatal(err)
	}
	return srv
}

func TestFilesOverSFTP(t *testing.T) {
	t.Parallel()
	client, err := withInstance(t, func(o *minilxd.Options) { o.SFTP = true }).GetInstanceFileSFTP("c1")
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	file, err := client.Create("/note")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("remember")); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := client.Stat("/note")
	if err != nil || info.Size() != 8 {
		t.Errorf("%v %v", info, err)
	}
}

func TestOperationsByUUID(t *testing.T) {
	t.Parallel()
	srv := withInstance(t)
	input, typed := io.Pipe()
	t.Cleanup(func() { _ = typed.Close() })
	session, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "cat"}, WaitForWS: true}, lxd.InstanceExecArgs{Stdin: input})
	if err != nil {
		t.Fatal(err)
	}
	id := session.Operation().ID
	uuids, err := srv.GetOperationUUIDs()
	if err != nil || !slices.Contains(uuids, id) {
		t.Errorf("%v %v", uuids, err)
	}
	if state, _, err := srv.GetOperationWait(id, 0); err != nil || state.StatusCode != api.Running {
		t.Errorf("%+v %v", state, err)
	}
	session.Close()
	if state, _, err := srv.GetOperationWaitSecret(id, "", -1); err != nil || !state.StatusCode.IsFinal() {
		t.Errorf("%+v %v", state, err)
	}
}

func TestEventsOfAllProjects(t *testing.T) {
	t.Parallel()
	srv := withInstance(t)
	listener, err := srv.GetEventsAllProjects()
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan api.Event, 100)
	if _, err := listener.AddEventHandler([]string{api.EventTypeLifecycle}, func(e api.Event) { seen <- e }); err != nil {
		t.Fatal(err)
	}
	if err := srv.CreateProject(api.ProjectsPost{Name: "p"}); err != nil {
		t.Fatal(err)
	}
	op, err := srv.UseProject("p").CreateInstance(api.InstancesPost{Name: "c2", Source: api.InstanceSource{Type: "none"}})
	if err := waited(op, err); err != nil {
		t.Fatal(err)
	}
	<-seen
	if !listener.IsActive() {
		t.Error("not active")
	}
	srv.Disconnect()
	if err := listener.Wait(); err != nil || listener.IsActive() {
		t.Errorf("after Disconnect: %v", err)
	}
	if _, err := srv.GetProfiles(); err != nil {
		t.Errorf("a connection goes on after Disconnect: %v", err)
	}
}

func TestVolumesMove(t *testing.T) {
	t.Parallel()
	vol := api.StorageVolume{Name: "v", Type: "custom"}
	for want, move := range map[string]func(s lxd.InstanceServer) (*lxd.RemoteOperation, error){
		`POST /1.0/storage-pools/slow/volumes/custom/v {"name":"v","pool":"fast"}`: func(s lxd.InstanceServer) (*lxd.RemoteOperation, error) {
			return s.MoveStoragePoolVolume("fast", s, "slow", vol, nil)
		},
		`POST /1.0/storage-pools/slow/volumes/custom/v {"name":"w","project":"p"}`: func(s lxd.InstanceServer) (*lxd.RemoteOperation, error) {
			return s.MoveStoragePoolVolume("slow", s, "slow", vol, &lxd.StoragePoolVolumeMoveArgs{
				StoragePoolVolumeCopyArgs: lxd.StoragePoolVolumeCopyArgs{Name: "w"}, Project: "p",
			})
		},
	} {
		srv, s := scripted(t, "lxd", nil, map[string]string{"POST /1.0/storage-pools/slow/volumes/custom/v": "async"})
		op, err := move(srv)
		if err != nil {
			t.Fatal(err)
		}
		if err := op.Wait(); err != nil || len(s.seen) != 1 || s.seen[0] != want {
			t.Errorf("%v %q, want %s", err, s.seen, want)
		}
	}
	one, other := lxdtest.NewServer(t).Client(), lxdtest.NewServer(t).Client()
	if _, err := one.MoveStoragePoolVolume("a", other, "b", vol, nil); err == nil {
		t.Error("a volume moves between servers")
	}
}

func TestTrustIsRequired(t *testing.T) {
	t.Parallel()
	server := lxdtest.NewServer(t)
	server.Answer("/1.0", http.StatusOK, `{"type":"sync","status_code":200,"metadata":{"auth":"untrusted","environment":{"server_clustered":true}}}`)
	srv := server.Client()
	if _, _, err := srv.GetServer(); err != nil || !srv.IsClustered() {
		t.Errorf("%v", err)
	}
	srv.RequireAuthenticated(true)
	if _, _, err := srv.GetServer(); !errors.Is(err, api.ErrUnauthorized) {
		t.Errorf("%v", err)
	}
}

func TestConnectionArguments(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "member", Value: "m1"})
		name := "none"
		if c, err := r.Cookie("member"); err == nil {
			name = c.Value
		}
		_, _ = io.WriteString(w, `{"type":"sync","status_code":200,"metadata":{"auth":"trusted","environment":{"server":"lxd","server_name":"`+name+`"}}}`)
	}))
	t.Cleanup(server.Close)
	var refused *lxd.CertificateError
	if _, err := lxd.ConnectLXD(server.URL, nil); !errors.As(err, &refused) {
		t.Errorf("an unknown certificate: %v", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := lxd.ConnectIncus(server.URL, &lxd.ConnectionArgs{InsecureSkipVerify: true, CookieJar: jar})
	if err != nil {
		t.Fatal(err)
	}
	if info, _, err := srv.GetServer(); err != nil || info.Environment.ServerName != "m1" {
		t.Errorf("cookies: %+v %v", info, err)
	}
	if _, err := lxd.ConnectPublicIncus(server.URL, &lxd.ConnectionArgs{HTTPClient: server.Client()}); err != nil {
		t.Errorf("a client of the caller's own: %v", err)
	}
	if _, err := lxd.ConnectLXD("https://127.0.0.1:1", &lxd.ConnectionArgs{SkipGetServer: true}); err != nil {
		t.Errorf("nothing is sent: %v", err)
	}
	if _, err := lxd.ConnectLXD(server.URL, &lxd.ConnectionArgs{AuthType: "password"}); err == nil {
		t.Error("an unknown way to authenticate")
	}
	token := &lxd.ConnectionArgs{InsecureSkipVerify: true, AuthType: "tls", Authenticator: refusing{}}
	if _, err := lxd.ConnectLXD(server.URL, token); err != nil {
		t.Errorf("tls asks the authenticator: %v", err)
	}
	token.AuthType = "oidc"
	if _, err := lxd.ConnectLXD(server.URL, token); err == nil {
		t.Error("oidc does not ask the authenticator")
	}
	if client, err := srv.GetHTTPClient(); err != nil || client.Jar != jar {
		t.Errorf("%v", err)
	}
}

type refusing struct{}

func (refusing) Authorize(http.Header) error { return errors.New("no credentials") }
func (refusing) Renew(context.Context, string, http.Header) error {
	return errors.New("no credentials")
}

func TestConsoleThroughATerminal(t *testing.T) {
	t.Parallel()
	srv := withInstance(t, lxdtest.With("console"))
	if _, err := srv.ConsoleInstance("c1", api.InstanceConsolePost{}, nil); err == nil {
		t.Error("a console without a terminal")
	}
	leave := make(chan bool)
	screen := &terminal{typed: strings.NewReader("hello\n"), seen: make(chan struct{}, 1)}
	controlled := make(chan struct{})
	op, err := srv.ConsoleInstance("c1", api.InstanceConsolePost{Width: 80, Height: 24}, &lxd.InstanceConsoleArgs{
		Terminal: screen, ConsoleDisconnect: leave, Control: func(*websocket.Conn) { close(controlled) },
	})
	if err != nil {
		t.Fatal(err)
	}
	<-controlled
	close(leave)
	if err := op.Wait(); err != nil {
		t.Errorf("%v", err)
	}
}

// terminal is one end of a console: after the input it returns EOF.
type terminal struct {
	typed  io.Reader
	screen bytes.Buffer
	seen   chan struct{}
}

func (s *terminal) Read(p []byte) (int, error) { return s.typed.Read(p) }
func (s *terminal) Write(p []byte) (int, error) {
	n, err := s.screen.Write(p)
	select {
	case s.seen <- struct{}{}:
	default:
	}
	return n, err
}
func (s *terminal) Close() error { return nil }

func TestSendEvent(t *testing.T) {
	t.Parallel()
	got := make(chan api.Event, 1)
	upgrader := websocket.Upgrader{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		event := api.Event{}
		if ws.ReadJSON(&event) == nil {
			got <- event
		}
		_, _, _ = ws.ReadMessage()
	}))
	t.Cleanup(server.Close)
	srv, err := lxd.Connect(t.Context(), server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := srv.SendEvent(api.Event{Type: api.EventTypeLogging, Timestamp: time.Unix(1, 0)}); err != nil {
		t.Fatal(err)
	}
	if event := <-got; event.Type != api.EventTypeLogging {
		t.Errorf("%+v", event)
	}
}

func TestAliasArchitectures(t *testing.T) {
	t.Parallel()
	srv, _ := scripted(t, "lxd", nil, map[string]string{
		"GET /1.0/images/aliases/a": `{"name":"a","target":"f1","type":"container"}`, "GET /1.0/images/f1": `{"fingerprint":"f1","architecture":"aarch64"}`,
	})
	entries, err := srv.GetImageAliasArchitectures("container", "a")
	if err != nil || entries["aarch64"] == nil || entries["aarch64"].Target != "f1" {
		t.Errorf("%v %v", entries, err)
	}
}
