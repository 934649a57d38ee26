package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// ErrNoAnswer means that a server accepted a request but did not begin to respond in time.
var ErrNoAnswer = errors.New("no answer")

var errClosed = errors.New("the server closed the connection")

// Exchange is one HTTP request on a link.
type Exchange struct {
	Method string
	Path   string // relative to the base of the link, or a full URL, including its query
	Header http.Header
	Body   io.Reader
	Length int64         // of the body in bytes; negative means unknown
	Limit  time.Duration // for the first byte of the response; negative means none
}

// Do sends a request and returns the open response, whatever its status. The caller must close the body. The error is the cause
// of ctx if it has ended, and wraps ErrNoAnswer if the limit was exceeded.
func (l *Link) Do(ctx context.Context, x Exchange) (*http.Response, error) {
	target := x.Path
	if strings.HasPrefix(target, "/") {
		target = l.Base + target
	}
	parent := ctx
	ctx, cancel := context.WithCancelCause(ctx)
	limit := newWatchdog(x.Limit, func() { cancel(noAnswer(x, x.Limit)) })
	if _, small := x.Body.(*bytes.Reader); x.Body != nil && !small {
		x.Body = limit.reader(x.Body)
	}
	req, err := http.NewRequestWithContext(ctx, x.Method, target, x.Body)
	if err != nil {
		limit.stop()
		cancel(nil)
		return nil, err
	}
	if x.Length >= 0 {
		req.ContentLength = x.Length
	}
	if x.Header != nil {
		req.Header = x.Header
	}
	start := time.Now()
	resp, err := l.HTTP.Do(req)
	limit.stop()
	l.log(req, resp, err, start)
	if err != nil {
		cause := context.Cause(ctx)
		cancel(nil)
		switch {
		case parent.Err() != nil:
			return nil, context.Cause(parent)
		case errors.Is(cause, ErrNoAnswer):
			return nil, cause
		}
		return nil, err
	}
	resp.Body = &releasingBody{ReadCloser: resp.Body, cancel: cancel}
	return resp, nil
}

// noAnswer returns the error for a request without a response, with the limit.
func noAnswer(x Exchange, limit time.Duration) error {
	path, _, _ := strings.Cut(x.Path, "?")
	return fmt.Errorf("%w to %s %s within %v s", ErrNoAnswer, x.Method, path, limit.Seconds())
}

// releasingBody cancels the request's context when it is closed.
type releasingBody struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
}

// Read says in words for people that the server closed the connection before the end.
func (b *releasingBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = closedError{err}
	}
	return n, err
}

// Close closes the body and ends the request.
func (b *releasingBody) Close() error {
	err := b.ReadCloser.Close()
	b.cancel(nil)
	return err
}

// Dial opens a websocket at a path relative to the base. If the server refuses the handshake, the error is
// websocket.ErrBadHandshake and the response says why.
func (l *Link) Dial(ctx context.Context, path string, header http.Header, dialer websocket.Dialer) (*websocket.Conn, *http.Response, error) {
	start := time.Now()
	conn, resp, err := dialer.DialContext(ctx, "ws"+strings.TrimPrefix(l.Base, "http")+path, header)
	if l.logger != nil {
		l.logger("websocket %s: %v (%s)", withoutSecrets(path), outcome(resp, err), took(start))
	}
	if err == nil {
		quietPings(conn)
	}
	return conn, resp, err
}

// quietPings answers pings as usual, but ignores errors while doing so: output that the server sent before it closed may still
// be unread.
func quietPings(conn *websocket.Conn) {
	conn.SetPingHandler(func(data string) error {
		_ = conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(5*time.Second))
		return nil
	})
}

func outcome(resp *http.Response, err error) any {
	switch {
	case resp != nil:
		return resp.StatusCode
	case err != nil:
		return Cause(err)
	}
	return "open"
}

// log logs a finished exchange: method, URL without secrets, status and duration, but never a body.
func (l *Link) log(req *http.Request, resp *http.Response, err error, start time.Time) {
	if l.logger != nil {
		l.logger("%s %s: %v (%s)", req.Method, withoutSecrets(req.URL.RequestURI()), outcome(resp, err), took(start))
	}
}

func took(start time.Time) time.Duration { return time.Since(start).Round(100 * time.Microsecond) }

// withoutSecrets replaces the value of every `secret` parameter.
func withoutSecrets(uri string) string {
	path, query, found := strings.Cut(uri, "?")
	if !found {
		return uri
	}
	parts := strings.Split(query, "&")
	for i, p := range parts {
		if strings.HasPrefix(p, "secret=") {
			parts[i] = "secret=…"
		}
	}
	return path + "?" + strings.Join(parts, "&")
}

// Broke reports whether a connection ended in the middle of an exchange, so that what changes nothing can be asked again.
func Broke(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// closedError is the end of a connection in the middle of an exchange, in words for people.
type closedError struct{ err error }

// Error says who closed it.
func (e closedError) Error() string { return errClosed.Error() }

// Unwrap returns the word of the library.
func (e closedError) Unwrap() error { return e.err }

// Cause unwraps the errors of net/http, which repeat method and URL, and removes the codes of websocket errors.
func Cause(err error) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return errClosed
	}
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return closedError{err}
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		var sys *os.SyscallError
		if errors.As(op.Err, &sys) {
			return sys.Err
		}
		return op.Err
	}
	return err
}
