package lxd_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// counted is a listener that counts its connections and may close them at once.
type counted struct {
	net.Listener
	resets bool
	count  atomic.Int32
}

func (c *counted) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c.count.Add(1)
		if !c.resets {
			return conn, nil
		}
		_ = conn.Close()
	}
}

// certificate is a self-signed certificate for 127.0.0.1.
func certificate(t *testing.T, from, to time.Time) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "server"}, NotBefore: from, NotAfter: to, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// TestTLSFaultsAreToldAtOnce checks each kind of connection against each fault of the server: it is refused before a request is
// sent, for the right reason, and not tried again in another way.
func TestTLSFaultsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for name, c := range map[string]struct {
		from, to time.Time
		pin      string // "own", "other" or none
		resets   bool
		says     string
	}{
		"expired":      {now.Add(-48 * time.Hour), now.Add(-24 * time.Hour), "own", false, "valid from"},
		"not yet":      {now.Add(24 * time.Hour), now.Add(48 * time.Hour), "own", false, "valid from"},
		"other pin":    {now.Add(-time.Hour), now.Add(time.Hour), "other", false, "changed: expected"},
		"no authority": {now.Add(-time.Hour), now.Add(time.Hour), "", false, "127.0.0.1"},
		"reset":        {now.Add(-time.Hour), now.Add(time.Hour), "own", true, "cannot reach"},
	} {
		cert, own := certificate(t, c.from, c.to)
		_, other := certificate(t, c.from, c.to)
		pin := map[string]string{"own": own, "other": other}[c.pin]
		for kind, call := range map[string]func(s lxd.InstanceServer) error{
			"GET":  func(s lxd.InstanceServer) error { return second(s.GetProfiles()) },
			"POST": func(s lxd.InstanceServer) error { return s.CreateProfile(api.ProfilesPost{Name: "x"}) },
			"upload": func(s lxd.InstanceServer) error {
				return second(s.CreateImage(api.ImagesPost{}, &lxd.ImageCreateArgs{MetaFile: strings.NewReader("secret")}))
			},
			"upgrade": func(s lxd.InstanceServer) error { return second(s.GetInstanceFileSFTPConn("x")) },
			"exec": func(s lxd.InstanceServer) error {
				return second(s.RawWebsocket("/1.0/operations/x/websocket?secret=s"))
			},
			"events":  func(s lxd.InstanceServer) error { return second(s.GetEvents()) },
			"console": func(s lxd.InstanceServer) error { return second(s.GetInstanceConsoleLog("x", nil)) },
		} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				inner, err := net.Listen("tcp", "127.0.0.1:0")
				if err != nil {
					t.Fatal(err)
				}
				listener := &counted{Listener: inner, resets: c.resets}
				s := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("a request was sent: %s %s", r.Method, r.URL) }))
				_ = s.Listener.Close()
				s.Listener, s.TLS, s.Config.ErrorLog = listener, &tls.Config{Certificates: []tls.Certificate{cert}}, log.New(io.Discard, "", 0)
				s.StartTLS()
				defer s.Close()
				srv, err := lxd.Connect(t.Context(), s.URL, &lxd.ConnectionArgs{TLSServerCert: pin})
				if err != nil {
					t.Fatal(err)
				}
				err = call(srv)
				var cert *lxd.CertificateError
				if err == nil || !strings.Contains(err.Error(), c.says) || errors.As(err, &cert) == c.resets {
					t.Errorf("%v", err)
				}
				if n := listener.count.Load(); n != 1 {
					t.Errorf("%d connections", n)
				}
			})
		}
	}
}

// TestEndlessAnswersAreCut checks that an answer without end is given up at its limit, as a success and as an error.
func TestEndlessAnswersAreCut(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"type":"sync","metadata":{"name":"`)
		piece := []byte(strings.Repeat("x", 1<<20))
		for r.Context().Err() == nil && sent.Load() < 1<<30 {
			n, err := w.Write(piece)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	}))
	defer s.Close()
	srv, err := lxd.Connect(t.Context(), s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := srv.GetProfile("x"); err == nil || !strings.Contains(err.Error(), "longer than 64 MiB") {
		t.Error(err)
	}
	if n := sent.Swap(0); n > 128<<20 {
		t.Errorf("%d bytes were taken", n)
	}
	status = http.StatusInternalServerError
	var refused *api.StatusError
	if _, _, err := srv.GetProfile("x"); !errors.As(err, &refused) || len(refused.Message) > 1000 {
		t.Errorf("%T", err)
	}
	if n := sent.Load(); n > 32<<20 {
		t.Errorf("%d bytes were taken", n)
	}
}
