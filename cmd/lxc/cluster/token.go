package cluster

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// joinToken is what a server needs to join a cluster. It is handed around as base64 of JSON.
type joinToken struct {
	ServerName  string    `json:"server_name" yaml:"server_name"`
	Fingerprint string    `json:"fingerprint" yaml:"fingerprint"`
	Addresses   []string  `json:"addresses" yaml:"addresses"`
	Secret      string    `json:"secret" yaml:"secret"`
	ExpiresAt   time.Time `json:"expires_at" yaml:"expires_at"`
}

// tokenOf returns the join token of an operation, nil where it is none.
func tokenOf(op api.Operation) *joinToken {
	if op.Class != "token" || op.StatusCode.IsFinal() { // one that was used or revoked stays in the list for seconds
		return nil
	}
	data, err := json.Marshal(op.Metadata)
	if err != nil {
		return nil
	}
	wire := struct {
		joinToken
		ServerName string `json:"serverName"`
		ExpiresAt  string `json:"expiresAt"`
	}{}
	if json.Unmarshal(data, &wire) != nil {
		return nil
	}
	t := wire.joinToken
	if t.ServerName == "" {
		t.ServerName = wire.ServerName
	}
	if t.ServerName == "" || t.Secret == "" {
		return nil
	}
	for _, key := range []string{"expiresAt", "expires_at"} {
		text, _ := op.Metadata[key].(string)
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			t.ExpiresAt = at
		}
	}
	return &t
}

func (t *joinToken) String() string {
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(data)
}
