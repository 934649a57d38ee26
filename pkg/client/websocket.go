package lxd

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// dial opens a websocket. A refusal of the handshake that carries an API error is returned as *api.StatusError.
func (r *ProtocolLXD) dial(path string, query url.Values, dialer websocket.Dialer) (*websocket.Conn, error) {
	ws, used, resp, err := r.dialOnce(path, query, dialer)
	for range 2 {
		if resp == nil || resp.StatusCode != http.StatusUnauthorized || r.conn.args.Authenticator == nil {
			break
		}
		if err := r.renew(used, resp); err != nil {
			return nil, err
		}
		ws, used, resp, err = r.dialOnce(path, query, dialer)
	}
	return ws, err
}

// dialOnce also returns the credentials that were used and the refusal of the handshake, if that is what failed.
func (r *ProtocolLXD) dialOnce(path string, query url.Values, dialer websocket.Dialer) (*websocket.Conn, string, *http.Response, error) {
	start := time.Now()
	uri := r.dialect(path) + encodeQuery(r.query(), query)
	header := http.Header{"User-Agent": {r.conn.userAgent}}
	if err := r.conn.authorize(header); err != nil {
		return nil, "", nil, err
	}
	used := header.Get("Authorization")
	ws, resp, err := dialer.DialContext(r.context(), "ws"+strings.TrimPrefix(r.conn.base, "http")+uri, header)
	if r.conn.args.Logger != nil {
		r.conn.args.Logger("websocket %s: %v (%s)", withoutSecrets(uri), status(resp, err),
			time.Since(start).Round(100*time.Microsecond))
	}
	if err == nil {
		quietPings(ws)
		return ws, used, nil, nil
	}
	if resp != nil && errors.Is(err, websocket.ErrBadHandshake) {
		data, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
		if refused := refusal(resp.StatusCode, data); refused != nil {
			return nil, used, resp, refused
		}
		return nil, used, resp, &api.StatusError{Code: resp.StatusCode, Message: "the server did not open a websocket"}
	}
	return nil, used, nil, r.conn.failure(r.context(), nil, err)
}

// quietPings answers pings as ever, but a failed answer ends nothing: output that the server sent before it closed may
// still wait to be read.
func quietPings(ws *websocket.Conn) {
	ws.SetPingHandler(func(data string) error {
		_ = ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(5*time.Second))
		return nil
	})
}

func status(resp *http.Response, err error) any {
	switch {
	case resp != nil:
		return resp.StatusCode
	case err != nil:
		return plainCause(err)
	}
	return "open"
}

func cutQuery(path string) (string, url.Values, error) {
	path, raw, _ := strings.Cut(path, "?")
	query, err := url.ParseQuery(raw)
	return path, query, err
}

// RawQuery performs one request on an absolute API path, which may carry a query. data is nil, an io.Reader, or a value to
// send as JSON. The reply is returned undecoded; an error reply is *api.StatusError. Any METHOD /1.0/…. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) RawQuery(method string, path string, data any, queryETag string) (*api.Response, string, error) {
	path, query, err := cutQuery(path)
	if err != nil {
		return nil, "", err
	}
	resp, err := r.send(request{method: method, path: path, query: query, body: data, etag: queryETag})
	if err != nil {
		return nil, "", err
	}
	etag := resp.Header.Get("ETag")
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReply))
	if err != nil {
		return nil, "", err
	}
	if refused := refusal(resp.StatusCode, body); refused != nil {
		return nil, etag, refused
	}
	out := api.Response{}
	if err := json.Unmarshal(body, &out); err != nil {
		return nil, etag, err
	}
	return &out, etag, nil
}

// RawRequest performs one request and returns the open response as it is, whatever its status. The caller closes the body.
// ctx of the view ends the request. Any METHOD /1.0/…. Blocks until the first byte. Errors: *ConnectError.
func (r *ProtocolLXD) RawRequest(method, path string, body io.Reader, header http.Header) (*http.Response, error) {
	path, query, err := cutQuery(path)
	if err != nil {
		return nil, err
	}
	q := request{method: method, path: path, query: query, header: header, wait: longWait}
	if body != nil {
		q.body = body
	}
	return r.send(q)
}

// contextOrBackground returns the background context for nil.
func contextOrBackground(ctx context.Context) context.Context { return scope{ctx: ctx}.context() }
