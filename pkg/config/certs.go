package config

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"
)

// ConfigPath returns the path of a file in the configuration directory.
func (c *Config) ConfigPath(file string) string {
	return filepath.Join(c.ConfigDir, file)
}

// ServerCertPath returns the path of a remote's pinned certificate.
func (c *Config) ServerCertPath(remote string) string {
	if c.Remotes[remote].Global {
		return filepath.Join(c.GlobalDir, "servercerts", remote+".crt")
	}
	return c.ConfigPath(filepath.Join("servercerts", remote+".crt"))
}

// ClientCertificate returns the PEM certificate and key of this client, and the CA certificate in PKI mode. It generates a
// key pair if there is none.
func (c *Config) ClientCertificate(ctx context.Context) (cert, key, ca string, err error) {
	if c.ConfigDir == "" {
		return "", "", "", nil
	}
	if err := c.GenerateClientCertificate(ctx); err != nil {
		return "", "", "", err
	}
	read := func(name string) string {
		data, readErr := os.ReadFile(c.ConfigPath(name))
		if readErr != nil && !errors.Is(readErr, fs.ErrNotExist) {
			err = errors.Join(err, readErr)
		}
		return string(data)
	}
	cert, key, ca = read("client.crt"), read("client.key"), read("client.ca")
	if err == nil {
		key, err = c.decrypt(key)
	}
	return cert, key, ca, err
}

// ClientCertificateFor is like ClientCertificate for a remote, which may have its own NAME.crt, NAME.key and NAME.ca in
// clientcerts.
func (c *Config) ClientCertificateFor(ctx context.Context, remote string) (cert, key, ca string, err error) {
	var own [3]string
	for i, ext := range []string{".crt", ".key", ".ca"} {
		data, err := os.ReadFile(c.ConfigPath(filepath.Join("clientcerts", remote+ext)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", "", "", err
		}
		own[i] = string(data)
	}
	if own[0] == "" || own[1] == "" {
		cert, key, ca, err = c.ClientCertificate(ctx)
		if own[2] != "" {
			ca = own[2]
		}
		return cert, key, ca, err
	}
	key, err = c.decrypt(own[1])
	return own[0], key, own[2], err
}

// HasClientCertificate reports whether there is a key pair.
func (c *Config) HasClientCertificate() bool {
	_, err := os.Stat(c.ConfigPath("client.crt"))
	return c.ConfigDir != "" && err == nil
}

// GenerateClientCertificate generates the key pair of this client unless it exists. The key is ECDSA P-384, readable only by
// its owner.
func (c *Config) GenerateClientCertificate(ctx context.Context) error {
	if c.HasClientCertificate() {
		return nil
	}
	unlock, err := c.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if c.HasClientCertificate() {
		return nil
	}
	cert, key, err := newKeyPair()
	if err != nil {
		return err
	}
	// Write the key first: a certificate without its key would be taken for a complete pair.
	if err := WriteFile(c.ConfigPath("client.key"), key); err != nil {
		return err
	}
	return writePublic(c.ConfigPath("client.crt"), cert)
}

func newKeyPair() (cert, key []byte, err error) {
	private, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, nil, err
	}
	name := "user"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name + "@" + host, Organization: []string{"openlxc"}},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		return nil, nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER}), nil
}

// decrypt decrypts a key that is protected by a passphrase.
func (c *Config) decrypt(key string) (string, error) {
	block, _ := pem.Decode([]byte(key))
	if block == nil || !x509.IsEncryptedPEMBlock(block) { //nolint:staticcheck // deprecated, but used by stock clients
		return key, nil
	}
	if c.Password == nil {
		return "", errors.New("the client key client.key needs a passphrase, and nobody can be asked")
	}
	password, err := c.Password("client.key")
	if err != nil {
		return "", err
	}
	der, err := x509.DecryptPEMBlock(block, []byte(password)) //nolint:staticcheck // as above
	if err != nil {
		return "", fmt.Errorf("cannot open client.key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: der})), nil
}

// SaveServerCertificate stores the pinned certificate of a remote.
func (c *Config) SaveServerCertificate(remote string, cert *x509.Certificate) error {
	if err := checkName(remote); err != nil {
		return err
	}
	return writePublic(c.ConfigPath(filepath.Join("servercerts", remote+".crt")),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
}

// checkName rejects remote names that cannot be used before a colon or as part of a file name.
func checkName(remote string) error {
	if remote == "" || strings.ContainsAny(remote, ":\\\n\x00") || strings.HasPrefix(remote, ".") || strings.HasPrefix(remote, "-") ||
		!filepath.IsLocal(remote) || filepath.Clean(remote) != remote {
		return fmt.Errorf("%q cannot be the name of a remote: use letters, digits, dashes and dots", remote)
	}
	return nil
}

// files returns the paths of all files of a remote.
func (c *Config) files(remote string) []string {
	return []string{
		c.ConfigPath(filepath.Join("servercerts", remote+".crt")), c.ConfigPath(filepath.Join("oidctokens", remote+".json")),
		c.ConfigPath(filepath.Join("oidctokens", remote+".json.lock")), c.ConfigPath(filepath.Join("bearertokens", remote)),
		c.ConfigPath(filepath.Join("jars", remote)), c.ConfigPath(filepath.Join("clientcerts", remote+".crt")),
		c.ConfigPath(filepath.Join("clientcerts", remote+".key")), c.ConfigPath(filepath.Join("clientcerts", remote+".ca")),
	}
}
