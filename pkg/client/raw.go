package lxd

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// RawOperation sends a request for a background operation to an absolute API path, such as "/1.0/instances/web/state". Any
// METHOD /1.0/…; data is as in RawQuery. Returns once begun, with the ETag of the response. Errors: *api.StatusError.
func (r *ProtocolLXD) RawOperation(method string, path string, data any, queryETag string) (*Operation, string, error) {
	path, query, err := cutQuery(path)
	if err != nil {
		return nil, "", err
	}
	op, err := r.async(request{method: method, path: path, query: query, body: data, etag: queryETag})
	if err != nil {
		return nil, "", err
	}
	return op, op.etag, nil
}

// DoHTTP sends an arbitrary request with the credentials of the connection. It adds no project or target and checks no
// extension. Any METHOD /1.0/…. Blocks until the first byte, within the context of the request; the caller closes the body.
// Errors: *ConnectError.
func (r *ProtocolLXD) DoHTTP(req *http.Request) (*http.Response, error) {
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", r.conn.UserAgent)
	}
	if err := r.conn.authorize(req.Header); err != nil {
		return nil, err
	}
	resp, err := r.conn.HTTP.Do(req)
	if err != nil {
		return nil, r.conn.failure(req.Context(), err)
	}
	return resp, nil
}

// GetHTTPClient returns the HTTP client of the connection. It presents the client certificate but adds no other credentials.
func (r *ProtocolLXD) GetHTTPClient() (*http.Client, error) { return r.conn.HTTP, nil }

// SendEvent sends an event to the server, which accepts them from cluster members and from agents in instances. GET
// /1.0/events, as a websocket. Blocks until sent. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolLXD) SendEvent(event api.Event) error {
	ws, err := r.RawWebsocket("/1.0/events")
	if err != nil {
		return err
	}
	defer ws.Close()
	if err := ws.WriteJSON(event); err != nil {
		return r.conn.failure(r.context(), err)
	}
	return ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
}

// RequireAuthenticated sets whether GetServer fails with api.ErrUnauthorized if the server responds but does not trust this
// client. It applies to all views of the connection. Nothing is sent.
func (r *ProtocolLXD) RequireAuthenticated(authenticated bool) {
	r.conn.trusted.Store(authenticated)
}

// IsClustered reports whether the server is in a cluster. GET /1.0, at most once per connection. Blocks until answered. Errors:
// none; after a *ConnectError it returns false.
func (r *ProtocolLXD) IsClustered() bool {
	server, err := r.serverInfo()
	return err == nil && server.Environment.ServerClustered
}

// Disconnect ends the event listeners of the connection and closes its idle connections. Active requests continue, and new ones
// reconnect.
func (r *ProtocolLXD) Disconnect() {
	r.conn.events.Close()
	r.conn.HTTP.CloseIdleConnections()
}

func cutQuery(path string) (string, url.Values, error) {
	path, raw, _ := strings.Cut(path, "?")
	query, err := url.ParseQuery(raw)
	return path, query, err
}

// RawQuery sends one request to an absolute API path, which may have a query. data is nil, an io.Reader, or a value to send as
// JSON. The response is returned undecoded; an error response is *api.StatusError. Any METHOD /1.0/…. Blocks until answered.
// Errors: *api.StatusError.
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
	body, err := readBody(resp)
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

// RawRequest sends one request and returns the open response, whatever its status. The caller closes the body. The context of
// the view ends the request. Any METHOD /1.0/…. Blocks until the first byte. Errors: *ConnectError.
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

// dial opens a websocket. A refused handshake whose response is an API error is returned as *api.StatusError.
func (r *ProtocolLXD) dial(path string, query url.Values, dialer websocket.Dialer) (*websocket.Conn, error) {
	if r.conn.args.Rehearse != nil && path != "/1.0/events" {
		return nil, ErrRehearsed
	}
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

// dialOnce also returns the credentials that were used and, if the handshake was refused, the response.
func (r *ProtocolLXD) dialOnce(path string, query url.Values, dialer websocket.Dialer) (*websocket.Conn, string, *http.Response, error) {
	uri := r.dialect(path) + encodeQuery(r.query(), query)
	header := http.Header{"User-Agent": {r.conn.UserAgent}}
	if err := r.conn.authorize(header); err != nil {
		return nil, "", nil, err
	}
	used := header.Get("Authorization")
	ws, resp, err := r.conn.Dial(r.context(), uri, header, dialer)
	if err == nil {
		return ws, used, nil, nil
	}
	if resp != nil && errors.Is(err, websocket.ErrBadHandshake) {
		data, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
		if refused := refusal(resp.StatusCode, data); refused != nil {
			return nil, used, resp, refused
		}
		return nil, used, resp, &api.StatusError{Code: resp.StatusCode, Message: "the server did not open a websocket"}
	}
	return nil, used, nil, r.conn.failure(r.context(), err)
}

// upgrade turns the connection of one request into a raw stream of another protocol. The stream ends with the context of the
// view. A refusal is *api.StatusError.
func (r *ProtocolLXD) upgrade(q request, protocol string) (net.Conn, error) {
	q.header = http.Header{"Connection": {"Upgrade"}, "Upgrade": {protocol}}
	q.wait = shortWait
	resp, err := r.send(q)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusSwitchingProtocols && resp.Header.Get("Upgrade") == protocol {
		return wire.Upgraded(r.context(), resp)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if refused := refusal(resp.StatusCode, data); refused != nil {
		return nil, refused
	}
	return nil, &api.StatusError{Code: resp.StatusCode, Message: "the server does not offer " + protocol}
}

func (r *ProtocolLXD) operationSocket(uuid, secret string, dialer websocket.Dialer) (*websocket.Conn, error) {
	return r.dial(route("operations", uuid, "websocket"), url.Values{"secret": {secret}}, dialer)
}

// dialSession connects one socket; only sockets for bulk data get large buffers.
func (r *ProtocolLXD) dialSession(id, secret, name string, interactive bool) (*websocket.Conn, error) {
	dialer := r.conn.Dialer
	const small = 4096
	switch {
	case name == "control":
		dialer.ReadBufferSize, dialer.WriteBufferSize = small, small
	case name == "0" && !interactive: // input only
		dialer.ReadBufferSize = small
	case name == "2":
		dialer.ReadBufferSize, dialer.WriteBufferSize = 4*small, small
	default:
		dialer.WriteBufferSize = small
	}
	return r.operationSocket(id, secret, dialer)
}

// RawWebsocket connects to the websocket at an absolute API path, which may have a query. GET /1.0/…, as a websocket. The
// caller closes it. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) RawWebsocket(path string) (*websocket.Conn, error) {
	path, query, _ := cutQuery(path)
	return r.dial(path, query, r.conn.Dialer)
}
