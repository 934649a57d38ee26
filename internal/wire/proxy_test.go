package wire_test

import (
	"bufio"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
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

// TestTLSProxy uses a proxy that requires TLS. The system's certificate authorities are read once per process, so the client
// runs in a separate one.
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

// socks starts a SOCKS5 proxy without authentication; it counts connections.
func socks(t *testing.T, count *atomic.Int64) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			count.Add(1)
			go serveSocks(c)
		}
	}()
	return l.Addr().String()
}

func serveSocks(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	hello := make([]byte, 2)
	if _, err := io.ReadFull(r, hello); err != nil {
		return
	}
	_, _ = io.CopyN(io.Discard, r, int64(hello[1]))
	_, _ = c.Write([]byte{5, 0})
	head := make([]byte, 4)
	if _, err := io.ReadFull(r, head); err != nil {
		return
	}
	size := 4
	if head[3] == 3 {
		n, err := r.ReadByte()
		if err != nil {
			return
		}
		size = int(n)
	}
	host, port := make([]byte, size), make([]byte, 2)
	_, _ = io.ReadFull(r, host)
	_, _ = io.ReadFull(r, port)
	name := net.IP(host).String()
	if head[3] == 3 {
		name = string(host)
	}
	to, err := net.Dial("tcp", net.JoinHostPort(name, fmt.Sprint(binary.BigEndian.Uint16(port))))
	if err != nil {
		return
	}
	defer to.Close()
	_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	go func() { _, _ = io.Copy(to, r) }()
	_, _ = io.Copy(c, to)
}

// tunnel is an HTTP proxy for CONNECT that counts connections.
func tunnel(count *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		to, err := net.Dial("tcp", r.Host)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer to.Close()
		c, buffered, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer c.Close()
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		go func() { _, _ = io.Copy(to, buffered) }()
		_, _ = io.Copy(c, to)
	})
}

func TestProxies(t *testing.T) {
	t.Parallel()
	s := clitest.StartServer(t, minilxd.Options{})
	address, err := s.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var count atomic.Int64
	plain := httptest.NewServer(tunnel(&count))
	t.Cleanup(plain.Close)
	for name, proxy := range map[string]string{"socks5": "socks5://" + socks(t, &count), "http": plain.URL} {
		before := count.Load()
		to, err := url.Parse(proxy)
		if err != nil {
			t.Fatal(err)
		}
		cert, err := lxd.GetRemoteCertificate(t.Context(), "https://"+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		srv, err := lxd.Connect(t.Context(), "https://"+address, &lxd.ConnectionArgs{
			Proxy: http.ProxyURL(to), TLSFingerprint: lxd.CertificateFingerprint(cert),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := srv.GetServer(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := srv.GetEvents(); !errors.Is(err, api.ErrForbidden) {
			t.Errorf("%s: websocket of a stranger: %v", name, err)
		}
		if _, err := srv.GetInstanceFileSFTPConn("c1"); err == nil {
			t.Errorf("%s: upgrade of a stranger succeeded", name)
		}
		if count.Load()-before < 2 {
			t.Errorf("%s: the proxy saw %d connections", name, count.Load()-before)
		}
	}
}
