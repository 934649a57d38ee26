package lxd_test

import (
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// TestTLSProxy goes through a proxy that speaks TLS itself. Whom the system trusts is read once per process, so that the
// client runs in one of its own.
func TestTLSProxy(t *testing.T) {
	t.Parallel()
	if proxy := os.Getenv("LXC_TEST_TLS_PROXY"); proxy != "" {
		throughProxy(t, proxy, os.Getenv("LXC_TEST_TLS_TARGET"))
		return
	}
	s := clitest.StartServer(t, minilxd.Options{})
	address, err := s.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var count atomic.Int64
	proxy := httptest.NewTLSServer(tunnel(&count))
	t.Cleanup(proxy.Close)
	roots := filepath.Join(t.TempDir(), "roots")
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: proxy.Certificate().Raw})
	if err := os.WriteFile(roots, cert, 0o600); err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTLSProxy$", "-test.count=1")
	child.Env = append(os.Environ(), "SSL_CERT_FILE="+roots, "LXC_TEST_TLS_PROXY="+proxy.URL, "LXC_TEST_TLS_TARGET=https://"+address)
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if count.Load() < 2 {
		t.Errorf("the proxy saw %d connections", count.Load())
	}
}

func throughProxy(t *testing.T, proxy, target string) {
	t.Helper()
	to, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := lxd.GetRemoteCertificate(t.Context(), target, nil)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := lxd.Connect(t.Context(), target, &lxd.ConnectionArgs{
		Proxy: http.ProxyURL(to), TLSFingerprint: lxd.CertificateFingerprint(cert),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, transport, err := lxd.Transport(srv)
	if err != nil {
		t.Fatal(err)
	}
	defer transport.(interface{ CloseIdleConnections() }).CloseIdleConnections()
	if _, _, err := srv.GetServer(); err != nil {
		t.Error(err)
	}
	if _, err := srv.GetEvents(); !errors.Is(err, api.ErrForbidden) {
		t.Errorf("websocket of a stranger: %v", err)
	}
}
