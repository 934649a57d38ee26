package api

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// Types of certificates, for CertificatePut.Type.
const (
	CertificateTypeClient  = "client"
	CertificateTypeServer  = "server"
	CertificateTypeMetrics = "metrics"
	CertificateTypeUnknown = "unknown"
)

// CertificatePut holds the fields that PUT /1.0/certificates/FINGERPRINT can change. Certificate is PEM when read, and
// omitted if it does not change.
type CertificatePut struct {
	sent.Sent `yaml:"-"`

	Name        string   `json:"name" yaml:"name"`
	Type        string   `json:"type" yaml:"type"`
	Restricted  bool     `json:"restricted" yaml:"restricted"`
	Projects    []string `json:"projects" yaml:"projects"`
	Description string   `json:"description,omitempty" yaml:"description,omitempty"`
	Certificate string   `json:"certificate,omitempty" yaml:"certificate"`
}

// Certificate is an entry of the trust store. Fingerprint is the lower-case hex SHA-256 of the DER certificate.
type Certificate struct {
	CertificatePut `yaml:",inline"`

	Fingerprint string `json:"fingerprint" yaml:"fingerprint"`
}

// Writable returns the writable part.
func (c *Certificate) Writable() CertificatePut { return c.CertificatePut }

// CertificatesPost adds a certificate. Certificate is base64 DER; empty means the client certificate of this connection.
// Password is for LXD up to 5.21, TrustToken for newer LXD and for Incus; Token requests a new token instead.
type CertificatesPost struct {
	CertificatePut `yaml:",inline"`

	Password   string `json:"password,omitempty" yaml:"password,omitempty"`
	TrustToken string `json:"trust_token,omitempty" yaml:"trust_token,omitempty"`
	Token      bool   `json:"token,omitempty" yaml:"token,omitempty"`
}

// CertificateAddToken is the decoded form of a trust token.
type CertificateAddToken struct {
	ClientName  string    `json:"client_name"`
	Fingerprint string    `json:"fingerprint"`
	Addresses   []string  `json:"addresses"`
	Secret      string    `json:"secret"`
	ExpiresAt   time.Time `json:"expires_at"`
	// Type is set by servers with access_management_tls, which redeem the token at the identities endpoint.
	Type string `json:"type,omitempty"`
	// Identifier is that of the pending identity, if the server returns it; it is not part of the encoded token.
	Identifier string `json:"-"`
}

// String encodes the token in the form that clients exchange: base64 of JSON.
func (t *CertificateAddToken) String() string {
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(data)
}

// ParseCertificateAddToken decodes a trust token. Errors never contain the token.
func ParseCertificateAddToken(text string) (*CertificateAddToken, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, errors.New("not a trust token: it is not base64 text")
	}
	t := CertificateAddToken{}
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, errors.New("not a trust token: it holds no JSON object")
	}
	if t.Secret == "" || len(t.Fingerprint) != 64 {
		return nil, errors.New("not a trust token: secret or fingerprint is missing")
	}
	return &t, nil
}

// ToCertificateAddToken builds the token from a token operation (POST /1.0/certificates with token: true).
func (op *Operation) ToCertificateAddToken() (*CertificateAddToken, error) {
	request, _ := op.Metadata["request"].(map[string]any)
	t := CertificateAddToken{Secret: op.Secret("secret"), Fingerprint: op.Secret("fingerprint"), Type: op.Secret("type")}
	t.ClientName, _ = request["name"].(string)
	addresses, _ := op.Metadata["addresses"].([]any)
	for _, a := range addresses {
		if s, ok := a.(string); ok {
			t.Addresses = append(t.Addresses, s)
		}
	}
	if t.Secret == "" || t.Fingerprint == "" {
		return nil, fmt.Errorf("operation %s holds no certificate token", op.ID)
	}
	text := op.Secret("expires_at")
	if text == "" {
		text = op.Secret("expiresAt") // LXD
	}
	if text != "" {
		at, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return nil, fmt.Errorf("operation %s has a bad expiry date %q", op.ID, text)
		}
		t.ExpiresAt = at
	}
	return &t, nil
}
