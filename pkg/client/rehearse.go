package lxd

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
)

// ErrRehearsed means that ConnectionArgs.Rehearse prevented a connection that would have followed.
var ErrRehearsed = errors.New("not connected: this is a rehearsal")

// rehearsedAnswer is the response to a request that is not sent: a successful operation with all metadata that callers look
// for.
const rehearsedAnswer = `{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/rehearsal","metadata":{
	"id":"rehearsal","class":"task","status":"Success","status_code":200,
	"metadata":{"control":"SECRET","fs":"SECRET","secret":"SECRET","fingerprint":"FINGERPRINT"}}}`

// rehearses reports whether a request with this method is only shown and not sent.
func (r *ProtocolLXD) rehearses(method string) bool {
	return r.conn.args.Rehearse != nil && method != http.MethodGet && method != http.MethodHead
}

// rehearse shows a request instead of sending it, and returns a response for it.
func (r *ProtocolLXD) rehearse(method, path string, body io.Reader) (*http.Response, error) {
	var data []byte
	if small, known := body.(*bytes.Reader); known {
		var err error
		if data, err = io.ReadAll(small); err != nil {
			return nil, err
		}
	}
	if !strings.HasPrefix(path, "/1.0/operations/") { // the rehearsed operation does not exist
		r.conn.args.Rehearse(method, path, data)
	}
	return &http.Response{
		StatusCode: http.StatusAccepted, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader([]byte(rehearsedAnswer))),
	}, nil
}
