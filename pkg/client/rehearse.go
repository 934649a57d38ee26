package lxd

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
)

// ErrRehearsed means that ConnectionArgs.Rehearse kept a connection from being made that would have followed.
var ErrRehearsed = errors.New("not connected: this is a rehearsal")

// rehearsedAnswer is what a request gets that is not sent: an operation that is done, with all that may be looked for in one.
const rehearsedAnswer = `{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/rehearsal","metadata":{
	"id":"rehearsal","class":"task","status":"Success","status_code":200,
	"metadata":{"control":"SECRET","fs":"SECRET","secret":"SECRET","fingerprint":"FINGERPRINT"}}}`

// rehearses reports whether a request is one that would change something and is not sent.
func (r *ProtocolLXD) rehearses(method string) bool {
	return r.conn.args.Rehearse != nil && method != http.MethodGet && method != http.MethodHead
}

// rehearse shows a request instead of sending it, and answers it.
func (r *ProtocolLXD) rehearse(method, path string, body io.Reader) (*http.Response, error) {
	var data []byte
	if small, known := body.(*bytes.Reader); known {
		var err error
		if data, err = io.ReadAll(small); err != nil {
			return nil, err
		}
	}
	if !strings.HasPrefix(path, "/1.0/operations/") { // what would be done about the operations that are not there
		r.conn.args.Rehearse(method, path, data)
	}
	return &http.Response{
		StatusCode: http.StatusAccepted, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader([]byte(rehearsedAnswer))),
	}, nil
}
