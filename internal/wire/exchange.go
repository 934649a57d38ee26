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
	"time"

	"github.com/gorilla/websocket"
)

// ErrNoAnswer means that a server took a request and did not begin to answer it in time.
var ErrNoAnswer = errors.New("no answer")

var errClosed = errors.New("the server closed the connection")

// Exchange is one HTTP request of a link.
type Exchange struct {
	Method string
	Path   string // below the base of the link, or a whole URL, with its query
	Header http.Header
	Body   io.Reader
	Length int64         // of the body in bytes; below 0 it is not known
	Limit  time.Duration // for the first byte of the answer; below 0 there is none
}

// Do performs an exchange and returns the open response, whatever its status. Closing the body ends all of it. The error is the
// cause of ctx where that has ended, and ErrNoAnswer wrapped where the limit is over.
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

// noAnswer says what a server was asked and how long for nothing.
func noAnswer(x Exchange, limit time.Duration) error {
	path, _, _ := strings.Cut(x.Path, "?")
	return fmt.Errorf("%w to %s %s within %v s", ErrNoAnswer, x.Method, path, limit.Seconds())
}

// releasingBody releases the request's context with the body.
type releasingBody struct {
	io.ReadCloser
	cancel context.CancelCauseFunc
}

func (b *releasingBody) Close() error {
	err := b.ReadCloser.Close()
	b.cancel(nil)
	return err
}

// Dial opens a websocket at a path below the base. Where the server refuses the handshake the error is
// websocket.ErrBadHandshake, and the response tells why.
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

// quietPings answers pings as ever, but a failed answer ends nothing: output that the server sent before it closed may
// still wait to be read.
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

// log tells the logger about a finished exchange: method, URL without secrets, status, time. Never a body.
func (l *Link) log(req *http.Request, resp *http.Response, err error, start time.Time) {
	if l.logger != nil {
		l.logger("%s %s: %v (%s)", req.Method, withoutSecrets(req.URL.RequestURI()), outcome(resp, err), took(start))
	}
}

func took(start time.Time) time.Duration { return time.Since(start).Round(100 * time.Microsecond) }

// withoutSecrets blanks the value of every `secret` parameter.
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

// Cause removes the wrapping of net/http, which repeats method and URL, and the numbers of websockets.
func Cause(err error) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return errClosed
	}
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
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
