package lxd

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/websocket"

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
