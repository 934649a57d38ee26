package api

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

// ClusterMemberJoinToken contains what a server needs to join a cluster (extension clustering_join_token).
type ClusterMemberJoinToken struct {
	ServerName  string    `json:"server_name" yaml:"server_name"`
	Fingerprint string    `json:"fingerprint" yaml:"fingerprint"`
	Addresses   []string  `json:"addresses" yaml:"addresses"`
	Secret      string    `json:"secret" yaml:"secret"`
	ExpiresAt   time.Time `json:"expires_at" yaml:"expires_at"`
}

// String encodes the token in the form that clients exchange: base64 of JSON.
func (t *ClusterMemberJoinToken) String() string {
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(data)
}

// ToClusterJoinToken builds the token from a token operation (POST /1.0/cluster/members). Servers spell its keys in two
// ways.
func (op *Operation) ToClusterJoinToken() (*ClusterMemberJoinToken, error) {
	data, err := json.Marshal(op.Metadata)
	if err != nil {
		return nil, err
	}
	wire := struct {
		ClusterMemberJoinToken

		ServerName string `json:"serverName"`
		ExpiresAt  string `json:"expiresAt"`
	}{}
	if err := json.Unmarshal(data, &wire); err != nil {
		return nil, fmt.Errorf("operation %s holds no join token: %w", op.ID, err)
	}
	t := wire.ClusterMemberJoinToken
	if t.ServerName == "" {
		t.ServerName = wire.ServerName
	}
	if t.ServerName == "" || t.Secret == "" {
		return nil, fmt.Errorf("operation %s holds no join token", op.ID)
	}
	for _, key := range []string{"expiresAt", "expires_at"} {
		if at, err := time.Parse(time.RFC3339Nano, op.Secret(key)); err == nil {
			t.ExpiresAt = at
		}
	}
	return &t, nil
}
