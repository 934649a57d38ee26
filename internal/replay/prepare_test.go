package replay_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func keyPair(t *testing.T) [2][]byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "client"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	cert, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return [2][]byte{pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret})}
}

var (
	remark      = regexp.MustCompile(` \([^()]*\)$`)
	fingerprint = regexp.MustCompile(`[0-9a-f]{64}`)
	operationID = regexp.MustCompile(`/1\.0/operations/([0-9a-f-]{36})`)
)

// prepare creates the files that a command line reads, and replaces placeholders with values.
func (w *workshop) prepare(s *stage, terminal bool) (string, error) {
	f, work := s.flow, filepath.Join(s.dir, "work")
	command := f.Command
	input := ""
	if note := remark.FindString(command); note != "" {
		command = strings.TrimSuffix(command, note)
		switch {
		case strings.Contains(note, "answers:"):
			input = strings.ReplaceAll(strings.TrimSuffix(strings.SplitAfterN(note, ": ", 2)[1], ")"), ", ", "\n") + "\n"
		case strings.Contains(note, "stdin:"):
			input = s.writtenDocument()
		}
	}
	if strings.HasPrefix(command, "lxd ") {
		command = "lxc admin " + strings.TrimPrefix(command, "lxd ")
	}
	if strings.Contains(command, "init --preseed") {
		input = s.preseed()
	}
	files := map[string]string{"f1": "one\n", "a": "a\n", "b": "b\n", "t/sub/x": "x\n", "img/image.tar.xz": "image", "img/image2.tar.gz": "image 2", "img/meta.tar.xz": "meta", "img/rootfs.squashfs": "rootfs", "v1.tgz": "archive", "stdin": input}
	if strings.Contains(command, "admin cluster") { // the daemon's executable prints what was recorded
		files["../bin/incusd"] = "#!/bin/sh\ncat <<'END'\n" + f.Stdout + "END\n"
	}
	for _, word := range strings.Fields(command) {
		if strings.HasSuffix(word, ".yaml") {
			files[word] = s.writtenDocument()
		}
	}
	for _, e := range f.Exchanges {
		var body string
		if e.Request.Method == "POST" && strings.Contains(e.Request.Path, "path=") && json.Unmarshal(e.Request.Body, &body) == nil {
			files["f1"] = body
			if strings.HasSuffix(e.Request.Path, "%2Fx") {
				files["t/sub/x"] = body
			}
		}
	}
	if verb, paths := f.FileWords(); verb == "push" && f.Exit == 0 { // pushed files must exist
		for _, word := range paths[:max(len(paths)-1, 0)] {
			if _, known := files[word]; !known && word != "-" && word != "t" {
				files[word] = word + "\n"
			}
		}
	}
	for name, text := range files {
		if err := write(filepath.Join(work, name), []byte(text)); err != nil {
			return "", err
		}
	}
	command = s.values(command)
	if terminal {
		return command, nil
	}
	if !strings.Contains(command, "|") && !strings.Contains(command, "<") && input != "" {
		command += " < stdin"
	} else if !strings.Contains(command, "|") && !strings.Contains(command, "<") {
		command += " < /dev/null"
	}
	return command, nil
}

// writtenDocument returns the body of the first request that sets a whole object, which the user must have entered.
func (s *stage) writtenDocument() string {
	for _, e := range s.flow.Exchanges {
		if e.Request.Method == "PUT" && e.Request.Body != nil {
			return string(e.Request.Body)
		}
	}
	return "{}\n"
}

// values replaces placeholders with values of the flow.
func (s *stage) values(command string) string {
	text := s.text()
	if strings.Contains(command, "FINGERPRINT") {
		command = strings.ReplaceAll(command, "FINGERPRINT", fingerprint.FindString(text))
	}
	if match := operationID.FindStringSubmatch(text); match != nil && strings.HasSuffix(command, " ID") {
		command = strings.TrimSuffix(command, "ID") + match[1]
	}
	if strings.Contains(command, "TOKEN") {
		raw := s.servers[1].Certificate().Raw
		sum := sha256.Sum256(raw)
		token, _ := json.Marshal(map[string]any{"client_name": "sec", "server_name": "lkr", "fingerprint": hex.EncodeToString(sum[:]), "addresses": []string{strings.TrimPrefix(s.address, "https://")}, "secret": "a secret of more than a few letters", "expires_at": "0001-01-01T00:00:00Z"})
		command = strings.ReplaceAll(command, "TOKEN", base64.StdEncoding.EncodeToString(token))
	}
	return strings.ReplaceAll(command, "https://127.0.0.1:8444", s.address)
}

// text returns the concatenated request bodies.
func (s *stage) text() string {
	var b strings.Builder
	for _, e := range s.flow.Exchanges {
		if strings.Contains(e.Request.Path, "/images/") && !strings.Contains(e.Request.Path, "/images/aliases") || strings.Contains(e.Request.Path, "/operations/") {
			b.WriteString(e.Request.Path + "\n")
		}
	}
	return b.String()
}
