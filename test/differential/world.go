package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// newWorld uses the servers that test/differential/run has started in base: one and two.
func newWorld(family, base string) (*world, error) {
	if base == "" {
		return nil, errors.New("-base is missing; test/differential/run starts the servers and sets it")
	}
	w := &world{family: family, base: base, stock: "stock"}
	socket := func(name string) string { return filepath.Join(base, name, "daemon", "unix.socket") }
	w.server = newServer(socket("one"))
	var err error
	if w.first, err = w.server.state(); err != nil {
		return nil, err
	}
	for path := range w.first {
		if fingerprint, ok := strings.CutPrefix(path, "/1.0/images/"); ok && len(fingerprint) == 64 {
			fixed[fingerprint], fixed[fingerprint[:12]] = "<image bb>", "<image bb>[:12]"
		}
	}
	if _, err := os.Stat(socket("two")); err == nil {
		w.two = newServer(socket("two"))
		if w.first2, err = w.two.state(); err != nil {
			return nil, err
		}
	}
	w.storage = filepath.Join(base, "one", "daemon", "storage-pools", "default", "containers")
	w.proxy, err = startProxy(filepath.Join(base, "proxy.socket"), w.server.socket)
	return w, err
}

// importImage restores the image that every case starts with.
func (s *server) importImage() error {
	f, err := os.Open(filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(s.socket))), "image.tar.xz"))
	if err != nil {
		return err
	}
	defer f.Close()
	resp, err := s.http.Post("http://server/1.0/images", "application/octet-stream", f)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return err
	}
	if a.Operation == "" {
		return fmt.Errorf("the image was not taken: %s", a.Error)
	}
	_, err = s.do(http.MethodGet, a.Operation+"/wait?timeout=60", nil)
	return err
}
