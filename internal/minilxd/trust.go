package minilxd

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

func selfSigned() (tls.Certificate, string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, "", err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "root@minilxd"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, "", err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, toPEM(der), nil
}

func toPEM(der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func parsePEM(text string) (*x509.Certificate, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errors.New("no PEM certificate")
	}
	return x509.ParseCertificate(block.Bytes)
}

func fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}

// trusted reports whether the caller used the unix socket or presented a trusted certificate.
func (s *Server) trusted(r *http.Request) bool {
	if r.TLS == nil {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cert := range r.TLS.PeerCertificates {
		if _, found := s.certs[fingerprint(cert.Raw)]; found {
			return true
		}
	}
	return false
}

func (s *Server) trustRoutes() {
	s.route("GET /1.0/certificates", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		list := sortedValues(s.certs)
		return listing(r, "/1.0/certificates", list, func(c api.Certificate) string { return c.Fingerprint }), nil
	})
	s.route("POST /1.0/certificates", s.postCertificate, open)
	s.route("GET /1.0/certificates/{fp}", s.withCert(func(_ *http.Request, c api.Certificate) (any, error) {
		return tagged{c, c.CertificatePut}, nil
	}))
	s.route("PUT /1.0/certificates/{fp}", s.withCert(s.putCertificate))
	s.route("PATCH /1.0/certificates/{fp}", s.withCert(s.putCertificate))
	s.route("DELETE /1.0/certificates/{fp}", s.withCert(func(_ *http.Request, c api.Certificate) (any, error) {
		delete(s.certs, c.Fingerprint)
		return nil, nil
	}))
}

// withCert finds a certificate by unique fingerprint prefix and calls h with the lock held.
func (s *Server) withCert(h func(*http.Request, api.Certificate) (any, error)) handler {
	return func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		for fp, c := range s.certs {
			if strings.HasPrefix(fp, r.PathValue("fp")) {
				return h(r, c)
			}
		}
		return nil, notFound("Certificate not found")
	}
}

func (s *Server) putCertificate(r *http.Request, c api.Certificate) (any, error) {
	if err := s.matches(r, c.CertificatePut); err != nil {
		return nil, err
	}
	put, err := merge(r, c.CertificatePut)
	if err != nil {
		return nil, err
	}
	if put.Certificate == "" {
		put.Certificate = c.Certificate
	}
	c.CertificatePut = put
	s.certs[c.Fingerprint] = c
	return nil, nil
}

func (s *Server) postCertificate(_ http.ResponseWriter, r *http.Request) (any, error) {
	post := api.CertificatesPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	trusted := s.trusted(r)
	if post.Token {
		if !trusted {
			return nil, &api.StatusError{Code: http.StatusForbidden, Message: "not authorized"}
		}
		return s.issueToken(post)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !trusted {
		name, ok := s.mayJoin(post)
		if !ok {
			return nil, &api.StatusError{Code: http.StatusForbidden, Message: "not authorized"}
		}
		if post.Name == "" {
			post.Name = name
		}
	}
	var cert *x509.Certificate
	switch {
	case post.Certificate != "":
		der, err := base64.StdEncoding.DecodeString(post.Certificate)
		if err != nil {
			return nil, badRequest("bad certificate: %s", err)
		}
		if cert, err = x509.ParseCertificate(der); err != nil {
			return nil, badRequest("bad certificate: %s", err)
		}
	case r.TLS != nil && len(r.TLS.PeerCertificates) > 0:
		cert = r.TLS.PeerCertificates[0]
	default:
		return nil, badRequest("Can't use TLS data on non-TLS link")
	}
	fp := fingerprint(cert.Raw)
	if _, found := s.certs[fp]; found {
		return nil, badRequest("Client is already trusted")
	}
	if post.Name == "" {
		post.Name = cert.Subject.CommonName
	}
	s.addCert(post.Name, post.Type, cert)
	return created{"/1.0/certificates/" + fp}, nil
}

// mayJoin checks the password or token of an untrusted caller and invalidates the token. The caller holds the lock.
func (s *Server) mayJoin(post api.CertificatesPost) (name string, ok bool) {
	text := post.TrustToken
	if s.opts.Family == "lxd" && text == "" {
		if secret, _ := s.config["core.trust_password"].(string); secret != "" &&
			subtle.ConstantTimeCompare([]byte(secret), []byte(post.Password)) == 1 {
			return "", true
		}
		text = post.Password
	}
	token, err := api.ParseCertificateAddToken(text)
	if err != nil {
		return "", false
	}
	issued, ok := s.tokens[token.Secret]
	delete(s.tokens, token.Secret)
	for _, op := range s.operations {
		if op.Metadata["secret"] == token.Secret {
			op.finishLocked(nil)
		}
	}
	return issued.Name, ok
}

func (s *Server) issueToken(post api.CertificatesPost) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.addresses) == 0 {
		return nil, badRequest("Can't issue token when server isn't listening on network")
	}
	secret := randomHex(32)
	s.tokens[secret] = post
	addresses := []any{}
	for _, a := range s.addresses {
		addresses = append(addresses, a)
	}
	op := s.newOperationLocked("token", "Executing operation", nil)
	op.Metadata = map[string]any{
		"addresses": addresses, "secret": secret, "fingerprint": fingerprint(s.cert.Certificate[0]),
		"request":    map[string]any{"name": post.Name, "type": post.Type},
		"expires_at": time.Time{}.Format(time.RFC3339Nano),
	}
	op.MayCancel = true
	op.onCancel = func() { delete(s.tokens, secret) }
	return op, nil
}

func sortedValues[T any](m map[string]T) []T {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := make([]T, 0, len(m))
	for _, k := range keys {
		out = append(out, m[k])
	}
	return out
}
