package lxd

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

var errNotRaw = errors.New("the connection cannot be turned into a raw stream")

// upgrade turns the connection of one request into a raw stream of another protocol, through the same socket, proxy and TLS
// as every request. The stream ends with the context of the view. A refusal is *api.StatusError.
func (r *ProtocolLXD) upgrade(q request, protocol string) (net.Conn, error) {
	q.header = http.Header{"Connection": {"Upgrade"}, "Upgrade": {protocol}}
	q.wait = shortWait
	resp, err := r.send(q)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols || resp.Header.Get("Upgrade") != protocol {
		defer resp.Body.Close()
		data, _ := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
		if refused := refusal(resp.StatusCode, data); refused != nil {
			return nil, refused
		}
		return nil, &api.StatusError{Code: resp.StatusCode, Message: "the server does not offer " + protocol}
	}
	stream := &rawStream{release: resp.Body.Close}
	body, ok := resp.Body.(*releasingBody)
	if ok {
		stream.ReadWriteCloser, ok = body.ReadCloser.(io.ReadWriteCloser)
	}
	if !ok {
		return nil, errors.Join(errNotRaw, resp.Body.Close())
	}
	stop := context.AfterFunc(r.context(), func() { _ = resp.Body.Close() })
	stream.release = func() error {
		stop()
		return resp.Body.Close()
	}
	return stream, nil
}

// rawStream is an upgraded connection. It has no deadlines: the context of the view ends it.
type rawStream struct {
	io.ReadWriteCloser
	release func() error
}

func (s *rawStream) Close() error { return s.release() }

// CloseWrite ends what is sent and leaves the other direction open.
func (s *rawStream) CloseWrite() error {
	if half, ok := s.ReadWriteCloser.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

func (s *rawStream) LocalAddr() net.Addr              { return rawAddr{} }
func (s *rawStream) RemoteAddr() net.Addr             { return rawAddr{} }
func (s *rawStream) SetDeadline(time.Time) error      { return os.ErrNoDeadline }
func (s *rawStream) SetReadDeadline(time.Time) error  { return os.ErrNoDeadline }
func (s *rawStream) SetWriteDeadline(time.Time) error { return os.ErrNoDeadline }

// rawAddr is the address of the peer of an upgraded connection.
type rawAddr struct{}

func (rawAddr) Network() string { return "upgrade" }
func (rawAddr) String() string  { return "server" }
