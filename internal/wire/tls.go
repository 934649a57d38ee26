package wire

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// TLS configures how the server and this client are authenticated. Keys and certificates are PEM text.
type TLS struct {
	ServerCert            string // pinned
	ClientCert, ClientKey string
	CA, CRL               string // for PKI mode
	Fingerprint           string // hex SHA-256 of the required certificate
	Insecure              bool   // accept any server
	// Refuse returns the error for an unexpected server; want is "" if an authority decides.
	Refuse func(address, want, got string, cause error) error
}

// config allows TLS 1.2 (LXD 2.x supports nothing newer) and 1.3. A pinned certificate must match exactly.
func (t TLS) config(address string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	if t.ClientCert != "" && t.ClientKey != "" {
		pair, err := tls.X509KeyPair([]byte(t.ClientCert), []byte(t.ClientKey))
		if err != nil {
			return nil, fmt.Errorf("client certificate and key do not fit: %w", err)
		}
		// Present it whatever authorities the server lists: servers trust clients by fingerprint.
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
	}
	verify := verifier{address: address, fingerprint: strings.ToLower(t.Fingerprint), refuse: t.Refuse}
	if t.CA != "" {
		verify.roots = x509.NewCertPool()
		if !verify.roots.AppendCertsFromPEM([]byte(t.CA)) {
			return nil, errors.New("the CA certificate (client.ca) is no PEM certificate")
		}
		if t.CRL != "" {
			var err error
			if verify.revoked, err = revocations(t.CRL, t.CA); err != nil {
				return nil, err
			}
		}
	}
	if t.ServerCert != "" {
		cert, err := ParseCertificate(t.ServerCert)
		if err != nil {
			return nil, fmt.Errorf("stored server certificate: %w", err)
		}
		verify.pinned = cert
	}
	config.InsecureSkipVerify = true // replaced by verify, which also names the fingerprint it saw
	if !t.Insecure {
		config.VerifyConnection = verify.check
	}
	// Session resumption saves signatures for the sockets of an exec: verify checks the certificates of a resumed session, too.
	config.ClientSessionCache = tls.NewLRUClientSessionCache(4)
	return config, nil
}

// verifier verifies a server: by pinned certificate or fingerprint, otherwise by host name and the authority of PKI mode or
// those of the system. In PKI mode, the authority may also vouch for a new certificate instead of the pinned one, and can
// revoke certificates.
type verifier struct {
	address     string
	pinned      *x509.Certificate
	fingerprint string
	roots       *x509.CertPool
	revoked     map[string]bool // serial numbers
	refuse      func(address, want, got string, cause error) error
}

// revocations parses a certificate revocation list, which the authority must have signed.
func revocations(crl, ca string) (map[string]bool, error) {
	block, _ := pem.Decode([]byte(crl))
	if block == nil {
		return nil, errors.New("the list of revoked certificates is no PEM text")
	}
	list, err := x509.ParseRevocationList(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("list of revoked certificates: %w", err)
	}
	authority, err := ParseCertificate(ca)
	if err != nil {
		return nil, err
	}
	if err := list.CheckSignatureFrom(authority); err != nil {
		return nil, fmt.Errorf("the list of revoked certificates is not signed by the CA: %w", err)
	}
	out := map[string]bool{}
	for _, entry := range list.RevokedCertificateEntries {
		out[entry.SerialNumber.String()] = true
	}
	return out, nil
}

func (v verifier) check(state tls.ConnectionState) error {
	leaf := state.PeerCertificates[0]
	fail := func(want string, err error) error { return v.refuse(v.address, want, Fingerprint(leaf), err) }
	if v.fingerprint != "" && v.fingerprint != Fingerprint(leaf) {
		return fail(v.fingerprint, errors.New("other fingerprint"))
	}
	known := v.fingerprint != "" || v.pinned != nil && v.pinned.Equal(leaf)
	if v.roots == nil {
		switch {
		case known:
			return checkDates(leaf, fail)
		case v.pinned != nil:
			return fail(Fingerprint(v.pinned), errors.New("other certificate"))
		}
	}
	name := state.ServerName
	if known {
		name = ""
	} else if name == "" { // true for every IP address
		name = hostOf(v.address)
	}
	err := verifyChain(state.PeerCertificates, v.roots, name)
	switch {
	case err == nil && v.revoked[leaf.SerialNumber.String()]:
		return fail("", errors.New("the authority has revoked it"))
	case err != nil && known:
		return checkDates(leaf, fail)
	case err != nil:
		return fail("", err)
	}
	return nil
}

// verifyChain verifies a certificate and its chain. If name is empty, the host is not checked.
func verifyChain(certs []*x509.Certificate, roots *x509.CertPool, name string) error {
	options := x509.VerifyOptions{Roots: roots, DNSName: name, Intermediates: x509.NewCertPool()}
	for _, cert := range certs[1:] {
		options.Intermediates.AddCert(cert)
	}
	_, err := certs[0].Verify(options)
	return err
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func checkDates(leaf *x509.Certificate, fail func(string, error) error) error {
	now := time.Now()
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return fail("", fmt.Errorf("valid from %s to %s only, and this machine's date is %s",
			leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly), now.Format(time.DateOnly)))
	}
	return nil
}

// ParseCertificate decodes the first certificate in a PEM text.
func ParseCertificate(text string) (*x509.Certificate, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errors.New("not a PEM certificate")
	}
	return x509.ParseCertificate(block.Bytes)
}

// Fingerprint returns the lower-case hex SHA-256 of the DER certificate.
func Fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return hex.EncodeToString(sum[:])
}

// Presented returns the certificate that the server presents, without trusting it or sending a request. The link cannot be used
// afterwards.
func (l *Link) Presented(ctx context.Context) (*x509.Certificate, error) {
	transport, ok := l.HTTP.Transport.(*http.Transport)
	if !ok || l.Socket != "" {
		return nil, fmt.Errorf("%s has no certificate", l.Address())
	}
	var cert *x509.Certificate
	errSeen := errors.New("certificate read")
	transport.TLSClientConfig.VerifyConnection = func(state tls.ConnectionState) error {
		cert = state.PeerCertificates[0]
		return errSeen
	}
	resp, err := l.Do(ctx, Exchange{Method: http.MethodGet, Path: "/1.0", Length: -1, Limit: presentedLimit})
	if err == nil {
		resp.Body.Close()
	}
	if cert == nil && err == nil {
		err = errors.New("it does not speak TLS")
	}
	if cert == nil {
		return nil, err
	}
	return cert, nil
}
