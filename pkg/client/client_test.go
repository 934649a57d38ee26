package lxd_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// local starts a server and connects to it over its socket.
func local(t testing.TB, opts minilxd.Options) (lxd.InstanceServer, *minilxd.Server) {
	t.Helper()
	s, err := minilxd.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	dir, err := os.MkdirTemp("", "s")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := s.ListenUnix(filepath.Join(dir, "s")); err != nil {
		t.Fatal(err)
	}
	srv, err := lxd.Connect(context.Background(), "unix://"+filepath.Join(dir, "s"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Disconnect)
	return srv, s
}

func wait(t testing.TB, op *lxd.Operation, err error) *lxd.Operation {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := op.Wait(); err != nil {
		t.Fatal(err)
	}
	return op
}

// running creates a running instance without an image; it runs commands on the host.
func running(t testing.TB, srv lxd.InstanceServer, name string) {
	t.Helper()
	op, err := srv.CreateInstance(api.InstancesPost{Name: name, Source: api.InstanceSource{Type: "none"}})
	wait(t, op, err)
	op, err = srv.UpdateInstanceState(name, api.InstanceStatePut{Action: "start", Timeout: -1}, "")
	wait(t, op, err)
}

func TestInstanceLife(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	inst, etag, err := srv.GetInstance("c1")
	if err != nil || inst.StatusCode != api.Running || etag == "" {
		t.Fatal(inst, etag, err)
	}
	put := inst.Writable()
	put.Config["user.a"] = "1"
	op, err := srv.UpdateInstance("c1", put, etag)
	wait(t, op, err)
	_, err = srv.UpdateInstance("c1", put, etag)
	if !errors.Is(err, api.ErrPrecondition) {
		t.Error("a stale ETag was accepted:", err)
	}
	op, err = srv.CreateInstanceSnapshot("c1", api.InstanceSnapshotsPost{})
	wait(t, op, err)
	if names, err := srv.GetInstanceSnapshotNames("c1"); err != nil || len(names) != 1 || names[0] != "snap0" {
		t.Error(names, err)
	}
	if names, err := srv.GetInstanceNames(api.InstanceTypeAny); err != nil || len(names) != 1 {
		t.Error(names, err)
	}
	if _, err := srv.DeleteInstance("c1"); err == nil {
		t.Error("a running instance was deleted")
	}
	op, err = srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: "stop", Timeout: -1, Force: true}, "")
	wait(t, op, err)
	op, err = srv.DeleteInstance("c1")
	wait(t, op, err)
	if _, _, err := srv.GetInstance("c1"); !errors.Is(err, api.ErrNotFound) {
		t.Error(err)
	}
}

func TestFailedOperationIsTyped(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	op, err := srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: "start"}, "")
	if err != nil {
		t.Fatal(err)
	}
	err = op.Wait()
	var failed *lxd.OperationError
	if !errors.As(err, &failed) || failed.ID != op.ID || !strings.Contains(err.Error(), "already running") {
		t.Errorf("%#v", err)
	}
}

func TestNamelessInstanceGetsAName(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	op, err := srv.CreateInstance(api.InstancesPost{Source: api.InstanceSource{Type: "none"}})
	state := wait(t, op, err).Get()
	if name := state.ResourceName("instances"); !strings.HasPrefix(name, "able-") {
		t.Error(name)
	}
}

// TestDialectOfOldServers uses a stand-in for LXD before 3.18, which knows only /1.0/containers.
func TestDialectOfOldServers(t *testing.T) {
	t.Parallel()
	asked := 0
	srv, _ := local(t, minilxd.Options{Without: []string{"instances"}, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/1.0" {
				asked++
			}
			next.ServeHTTP(w, r)
		})
	}})
	running(t, srv, "c1")
	if _, _, err := srv.GetInstance("nosuch"); !errors.Is(err, api.ErrNotFound) {
		t.Error(err)
	}
	if asked != 1 {
		t.Errorf("GET /1.0 was sent %d times", asked)
	}
}

func TestUnreachableSilentAndChanged(t *testing.T) {
	t.Parallel()
	srv, err := lxd.Connect(t.Context(), "unix:///nonexistent/socket", nil)
	if err != nil {
		t.Fatal(err)
	}
	var unreachable *lxd.ConnectError
	if _, _, err := srv.GetServer(); !errors.As(err, &unreachable) || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	mute, err := lxd.Connect(ctx, "https://"+silent.Addr().String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := mute.GetServer(); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	_, sa := local(t, minilxd.Options{})
	_, sb := local(t, minilxd.Options{})
	address, err := sa.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []*lxd.ConnectionArgs{
		{TLSServerCert: sb.Certificate()}, {TLSFingerprint: strings.Repeat("0", 64)}, {},
	} {
		other, err := lxd.Connect(t.Context(), "https://"+address, args)
		if err != nil {
			t.Fatal(err)
		}
		var cert *lxd.CertificateError
		if _, _, err := other.GetServer(); !errors.As(err, &cert) || len(cert.Got) != 64 {
			t.Errorf("%+v: %v", args, err)
		}
		if _, err := other.RawWebsocket("/1.0/events"); !errors.As(err, &cert) {
			t.Errorf("websocket: %+v: %v", args, err)
		}
		if _, err := other.GetInstanceFileSFTPConn("x"); !errors.As(err, &cert) {
			t.Errorf("upgrade: %+v: %v", args, err)
		}
	}
}

func TestManyGoroutinesAndNothingLeft(t *testing.T) {
	r, w, err := os.Pipe() // the first one makes the runtime open its poller
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(r.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	descriptors := openFiles(t)
	srv, s := local(t, minilxd.Options{})
	running(t, srv, "c1")
	if _, err := srv.GetInstanceNames(api.InstanceTypeAny); err != nil {
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	var wg sync.WaitGroup
	for n := range 100 {
		wg.Go(func() {
			view := srv.WithContext(t.Context()).UseProject([]string{"", "default"}[n%2])
			if _, _, err := view.GetInstance("c1"); err != nil {
				t.Error(err)
			}
			if n%10 == 0 {
				l, err := view.GetEvents()
				if err != nil {
					t.Error(err)
					return
				}
				l.Disconnect()
			}
			if n%7 == 0 {
				session, err := view.StartExec("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "exit 5"}, WaitForWS: true}, lxd.InstanceExecArgs{})
				if err == nil {
					var status int
					if status, err = session.Wait(t.Context()); err == nil && status != 5 {
						t.Errorf("status %d", status)
					}
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	eventually(t, func() bool { return runtime.NumGoroutine() <= before })
	eventually(t, func() bool { return openFiles(t) <= descriptors })
}

// openFiles returns the number of descriptors that this process has open, or 0 if it is unknown.
func openFiles(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func TestPKI(t *testing.T) {
	t.Parallel()
	_, sa := local(t, minilxd.Options{})
	_, sb := local(t, minilxd.Options{})
	address, err := sa.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		authority, pinned string
		good              bool
	}{
		{sa.Certificate(), sb.Certificate(), true}, // the authority vouches for a new certificate
		{sb.Certificate(), sb.Certificate(), false},
		{sb.Certificate(), sa.Certificate(), true}, // a pinned certificate needs no authority
		{sb.Certificate(), "", false},
	} {
		authority, good := c.authority, c.good
		srv, err := lxd.Connect(t.Context(), "https://"+address, &lxd.ConnectionArgs{TLSCA: authority, TLSServerCert: c.pinned})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = srv.GetServer()
		var cert *lxd.CertificateError
		if good != (err == nil) || !good && !errors.As(err, &cert) {
			t.Error(good, err)
		}
	}
	if _, err := lxd.Connect(t.Context(), "https://"+address, &lxd.ConnectionArgs{TLSCA: "nonsense"}); err == nil {
		t.Error("nonsense passed for an authority")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"lxd", "incus"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			srv, s := local(t, minilxd.Options{Family: family})
			if _, err := srv.CreateCertificateToken(api.CertificatesPost{CertificatePut: api.CertificatePut{Name: "x", Type: "client"}}); err == nil {
				t.Error("a server without a listener made a token")
			}
			address, err := s.ListenTLS("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			op, err := srv.CreateCertificateToken(api.CertificatesPost{CertificatePut: api.CertificatePut{Name: "x", Type: "client"}})
			if err != nil {
				t.Fatal(err)
			}
			state := op.Get()
			token, err := state.ToCertificateAddToken()
			if err != nil || token.Addresses[0] != address {
				t.Fatal(token, err)
			}
			c := config.NewConfig()
			c.ConfigDir = t.TempDir()
			cert, key, _, err := c.ClientCertificate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			client, err := lxd.Connect(t.Context(), "https://"+address, &lxd.ConnectionArgs{
				TLSFingerprint: token.Fingerprint, TLSClientCert: cert, TLSClientKey: key,
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := client.GetInstanceNames(api.InstanceTypeAny); !errors.Is(err, api.ErrForbidden) {
				t.Error(err)
			}
			post := api.CertificatesPost{CertificatePut: api.CertificatePut{Type: "client"}, TrustToken: token.String()}
			if err := client.CreateCertificate(post); err != nil {
				t.Fatal(err)
			}
			parsed, err := lxd.ParseCertificate(cert)
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(parsed.Raw)
			if _, _, err := client.GetCertificate(hex.EncodeToString(sum[:])); err != nil {
				t.Error(err)
			}
		})
	}
}
