package wire_test

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
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// authority is a certificate authority for one test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CA"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

func (a authority) pem() string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw}))
}

// issue issues a server certificate.
func (a authority) issue(t *testing.T, serial int64) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "server"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// revoke signs a certificate revocation list.
func (a authority) revoke(t *testing.T, serials ...int64) string {
	t.Helper()
	list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: time.Now().Add(-time.Minute), NextUpdate: time.Now().Add(time.Hour)}
	for _, n := range serials {
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, x509.RevocationListEntry{SerialNumber: big.NewInt(n), RevocationTime: time.Now()})
	}
	der, err := x509.CreateRevocationList(rand.Reader, list, a.cert, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}))
}

// TestRevocations checks that revoked certificates are refused, valid ones are not, and a list signed by another authority is
// an error.
func TestRevocations(t *testing.T) {
	t.Parallel()
	ca, other := newAuthority(t), newAuthority(t)
	for name, c := range map[string]struct {
		serial int64
		crl    string
		want   string // in the error; "" means success
		host   string // "" means the host in the certificate
	}{
		"good":         {5, ca.revoke(t, 6), "", ""},
		"revoked":      {6, ca.revoke(t, 6), "revoked", ""},
		"no list":      {6, "", "", ""},
		"another host": {5, "", "127.0.0.1", "127.0.0.2"},
		"another name": {5, "", "localhost", "localhost"},
	} {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"type":"sync","metadata":{"auth":"trusted"}}`)
		}))
		s.TLS = &tls.Config{Certificates: []tls.Certificate{ca.issue(t, c.serial)}}
		if c.host != "" {
			listener, err := net.Listen("tcp", net.JoinHostPort(c.host, "0"))
			if err != nil {
				t.Fatal(err)
			}
			_ = s.Listener.Close()
			s.Listener = listener
		}
		s.StartTLS()
		t.Cleanup(s.Close)
		address := s.URL
		if c.host != "" {
			_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
			address = "https://" + net.JoinHostPort(c.host, port)
		}
		srv, err := lxd.Connect(t.Context(), address, &lxd.ConnectionArgs{TLSCA: ca.pem(), TLSCRL: c.crl})
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = srv.GetServer()
		var refused *lxd.CertificateError
		if (c.want == "") != (err == nil) || c.want != "" && (!errors.As(err, &refused) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, crl := range map[string]string{"of another authority": other.revoke(t, 6), "no PEM": "nonsense"} {
		if _, err := lxd.Connect(t.Context(), "https://127.0.0.1:1", &lxd.ConnectionArgs{TLSCA: ca.pem(), TLSCRL: crl}); err == nil {
			t.Errorf("a list %s was taken", name)
		}
	}
}
