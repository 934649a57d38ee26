package lxd

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

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
