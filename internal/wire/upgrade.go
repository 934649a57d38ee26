package wire

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

var errNotRaw = errors.New("the connection cannot be turned into a raw stream")

// Upgraded returns the connection of a response that switched protocols: a raw stream over the same socket, proxy and TLS as
// other requests. It ends with ctx.
func Upgraded(ctx context.Context, resp *http.Response) (net.Conn, error) {
	body, ok := resp.Body.(*releasingBody)
	stream := &rawStream{}
	if ok {
		stream.ReadWriteCloser, ok = body.ReadCloser.(io.ReadWriteCloser)
	}
	if !ok {
		return nil, errors.Join(errNotRaw, resp.Body.Close())
	}
	stop := context.AfterFunc(ctx, func() { _ = resp.Body.Close() })
	stream.release = func() error {
		stop()
		return resp.Body.Close()
	}
	return stream, nil
}

// rawStream is an upgraded connection. It has no deadlines: the context ends it.
type rawStream struct {
	io.ReadWriteCloser
	release func() error
}

func (s *rawStream) Close() error { return s.release() }

// CloseWrite closes the writing direction only.
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

// rawAddr is the address of an upgraded connection.
type rawAddr struct{}

func (rawAddr) Network() string { return "upgrade" }
func (rawAddr) String() string  { return "server" }
