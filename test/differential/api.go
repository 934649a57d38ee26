package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/wire"
)

// A server is a daemon, accessed over its socket without any of the compared clients.
type server struct {
	socket string
	http   *http.Client
}

func newServer(socket string) *server {
	return &server{socket: socket, http: &http.Client{Transport: transport(socket), Timeout: time.Minute}}
}

// transport connects to a server's socket. It connects only when there is a request to write: an idle connection that has
// sent nothing would keep the server from accepting others (docs/notes/0009-silent-connections.md).
func transport(socket string) *http.Transport {
	return &http.Transport{MaxIdleConnsPerHost: 16, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return wire.NewLazyConn(func() (net.Conn, error) {
			return new(net.Dialer).DialContext(context.WithoutCancel(ctx), "unix", socket)
		}), nil
	}}
}

type answer struct {
	Type      string `json:"type"`
	Code      int    `json:"error_code"`
	Error     string `json:"error"`
	Operation string `json:"operation"`
	Metadata  any    `json:"metadata"`
}

var errNotFound = errors.New("not found")

// do sends a request, waits for the operation if there is one, and returns the metadata.
func (s *server) do(method, path string, body any) (any, error) {
	var data []byte
	if body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	req, err := http.NewRequest(method, "http://server"+path, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	switch {
	case a.Code == http.StatusNotFound:
		return nil, errNotFound
	case a.Type == "error":
		return nil, fmt.Errorf("%s %s: %s", method, path, a.Error)
	case a.Type != "async":
		return a.Metadata, nil
	}
	path, _, _ = strings.Cut(a.Operation, "?")
	done, err := s.do(http.MethodGet, path+"/wait?timeout=60", nil)
	if errors.Is(err, errNotFound) {
		return nil, nil
	}
	if op, ok := done.(map[string]any); ok && op["err"] != nil && op["err"] != "" {
		return nil, fmt.Errorf("%s %s: %v", method, path, op["err"])
	}
	return done, err
}

func (s *server) get(path string) (any, error) { return s.do(http.MethodGet, path, nil) }
