package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
)

// A proxy between a client and the server's socket records the server's errors, to tell its messages from those of the
// client.
type proxy struct {
	mu     sync.Mutex
	errors []string
}

func startProxy(listen, socket string) (*proxy, error) {
	p := &proxy{}
	_ = os.Remove(listen)
	l, err := net.Listen("unix", listen)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(listen, 0o666); err != nil {
		return nil, err
	}
	target, err := url.Parse("http://server")
	if err != nil {
		return nil, err
	}
	reverse := httputil.NewSingleHostReverseProxy(target)
	reverse.Transport = transport(socket)
	reverse.FlushInterval = -1
	reverse.ErrorLog = log.New(io.Discard, "", 0)
	reverse.ModifyResponse = p.listen
	go func() { _ = http.Serve(l, reverse) }() // no timeouts: a client may be slow
	return p, nil
}

func (p *proxy) listen(resp *http.Response) error {
	if both, ok := resp.Body.(io.ReadWriteCloser); ok {
		resp.Body = &overheard{ReadWriteCloser: both, p: p}
		return nil
	}
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return nil
	}
	data, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(data))
	p.note(data)
	return err
}

var errorField = regexp.MustCompile(`"(?:error|err)": ?("(?:[^"\\]|\\.)+")`)

func (p *proxy) note(data []byte) {
	for _, m := range errorField.FindAllSubmatch(data, -1) {
		var text string
		if json.Unmarshal(m[1], &text) != nil || len(text) < 4 {
			continue
		}
		p.mu.Lock()
		p.errors = append(p.errors, text)
		p.mu.Unlock()
	}
}

// take returns the errors since the last call.
func (p *proxy) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	heard := p.errors
	p.errors = nil
	return heard
}

// overheard is a websocket whose frames from the server, which are not masked, are searched for errors.
type overheard struct {
	io.ReadWriteCloser
	p *proxy
}

func (o *overheard) Read(b []byte) (int, error) {
	n, err := o.ReadWriteCloser.Read(b)
	if bytes.Contains(b[:n], []byte(`"err"`)) {
		o.p.note(b[:n])
	}
	return n, err
}
