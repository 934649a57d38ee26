package lxd

import (
	"bytes"
	"context"
	"encoding/json"
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

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
)

const (
	shortWait = 30 * time.Second // first answer to the reading of one object
	longWait  = 10 * time.Minute // first answer to a change, a list or a state, which servers build before answering
	maxReply  = 512 << 20        // bytes of a JSON reply
)

var (
	errNoAnswer      = errors.New("no answer")
	errClosed        = errors.New("the server closed the connection")
	errNotRepeatable = errors.New("the server asked for a new login in the middle of an upload: try again")
)

// request is one HTTP exchange. Path is absolute and escaped; see route.
type request struct {
	method, path string
	query        url.Values
	body         any // nil, an io.Reader (streamed) or a value (sent as JSON)
	header       http.Header
	etag         string
	wait         time.Duration // for the first byte of the answer; 0 chooses by method, <0 means for ever
}

// route builds an absolute path from plain elements, each escaped on its own.
func route(elements ...string) string {
	var b strings.Builder
	b.WriteString("/1.0")
	for _, e := range elements {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(e))
	}
	return b.String()
}

// send performs a request and returns the open response, whatever its status. Callers close the body.
func (r *ProtocolLXD) send(q request) (*http.Response, error) {
	if err := r.checkScope(); err != nil {
		return nil, err
	}
	resp, err := r.sendOnce(q)
	if err != nil {
		return nil, err
	}
	// Twice: what another program has stored meanwhile may have ended, too.
	for range 2 {
		if resp.StatusCode != http.StatusUnauthorized || r.conn.args.Authenticator == nil {
			break
		}
		if err := r.renew(resp.Request.Header.Get("Authorization"), resp); err != nil {
			return nil, errors.Join(err, resp.Body.Close())
		}
		if resp, err = r.sendAgain(q, resp); err != nil {
			return nil, err
		}
	}
	if resp.StatusCode == http.StatusNotFound && r.detectLegacy(q.path) {
		return r.sendAgain(q, resp)
	}
	return resp, nil
}

// sendAgain repeats a request, whose body must be one that can be read again.
func (r *ProtocolLXD) sendAgain(q request, refused *http.Response) (*http.Response, error) {
	_ = refused.Body.Close()
	switch body := q.body.(type) {
	case io.Seeker:
		if _, err := body.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
	case io.Reader:
		return nil, errNotRepeatable
	}
	return r.sendOnce(q)
}

func (r *ProtocolLXD) sendOnce(q request) (*http.Response, error) {
	body, length, err := encodeBody(q.method, q.body)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(r.context())
	limit := newWatchdog(q.limit(), func() { cancel(noAnswer(q.method, q.path, q.limit())) })
	if _, small := body.(*bytes.Reader); body != nil && !small {
		body = limit.reader(body)
	}
	req, err := http.NewRequestWithContext(ctx, q.method, r.conn.base+r.dialect(q.path)+encodeQuery(r.query(), q.query), body)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	if length >= 0 {
		req.ContentLength = length
	}
	if err := r.setHeaders(req, q); err != nil {
		cancel(nil)
		return nil, err
	}
	start := time.Now()
	resp, err := r.conn.http.Do(req)
	limit.stop()
	r.conn.logRequest(req, resp, err, start)
	if err != nil {
		cause := context.Cause(ctx)
		cancel(nil)
		return nil, r.conn.failure(r.context(), cause, err)
	}
	resp.Body = &releasingBody{ReadCloser: resp.Body, cancel: cancel}
	return resp, nil
}

func (q request) limit() time.Duration {
	switch {
	case q.wait != 0:
		return q.wait
	case q.method == http.MethodGet && q.query.Get("recursion") == "" && !strings.HasSuffix(q.path, "/state"):
		return shortWait
	}
	return longWait
}

// noAnswer says what a server was asked and how long for nothing.
func noAnswer(method, target string, limit time.Duration) error {
	return fmt.Errorf("%w to %s %s within %v s", errNoAnswer, method, target, limit.Seconds())
}

func (r *ProtocolLXD) setHeaders(req *http.Request, q request) error {
	for k, v := range q.header {
		req.Header[k] = v
	}
	req.Header.Set("User-Agent", r.conn.userAgent)
	if req.Body != nil && req.Header.Get("Content-Type") == "" {
		if _, stream := q.body.(io.Reader); stream {
			req.Header.Set("Content-Type", "application/octet-stream")
		} else {
			req.Header.Set("Content-Type", "application/json")
		}
	}
	if q.etag != "" {
		req.Header.Set("If-Match", q.etag)
	}
	return r.conn.authorize(req.Header)
}

// failure turns a transport error into a typed one: the caller's own cancellation, a certificate, or no connection.
func (c *conn) failure(parent context.Context, cause, err error) error {
	if parent.Err() != nil {
		return context.Cause(parent)
	}
	if errors.Is(cause, errNoAnswer) {
		return &ConnectError{Address: c.address(), Err: cause}
	}
	var cert *CertificateError
	if errors.As(err, &cert) {
		return cert
	}
	return &ConnectError{Address: c.address(), Err: plainCause(err)}
}

// plainCause removes the wrapping of net/http, which repeats method and URL, and the numbers of websockets.
func plainCause(err error) error {
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

func encodeBody(method string, body any) (reader io.Reader, length int64, err error) {
	switch b := body.(type) {
	case nil:
		return nil, -1, nil
	case *sized:
		return b.Reader, b.size, nil
	case io.Reader:
		return b, remaining(b), nil
	}
	encode := json.Marshal
	if method == http.MethodPut { // what the server sent and we do not know goes back with what we do
		encode = sent.Written
	}
	data, err := encode(body)
	if err != nil {
		return nil, 0, err
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// remaining returns the bytes left in a seekable stream, or -1.
func remaining(src io.Reader) int64 {
	seeker, ok := src.(io.Seeker)
	if !ok {
		return -1
	}
	here, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		return -1
	}
	end, err := seeker.Seek(0, io.SeekEnd)
	if err != nil {
		return -1
	}
	if _, err := seeker.Seek(here, io.SeekStart); err != nil {
		return -1
	}
	return end - here
}

// sized is a streamed body of known length, in bytes.
type sized struct {
	io.Reader
	size int64
}

func encodeQuery(parts ...url.Values) string {
	all := url.Values{}
	for _, part := range parts {
		for k, v := range part {
			if v[0] != "" {
				all[k] = v
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "?" + all.Encode()
}

// envelope is api.Response with metadata that is decoded once, into what Metadata points to.
type envelope struct {
	Type      api.ResponseType `json:"type"`
	Operation string           `json:"operation"`
	Code      int              `json:"error_code"`
	Error     string           `json:"error"`
	Metadata  any              `json:"metadata"`
}

// decode reads a JSON reply, closes the body and puts the metadata where into points to; nil drops it. An error reply is
// *api.StatusError, whatever the HTTP status.
func decode(resp *http.Response, into any) (envelope, error) {
	defer resp.Body.Close()
	out := envelope{Metadata: into}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxReply))
	if err != nil {
		return out, fmt.Errorf("reading the server's answer: %w", err)
	}
	err = json.Unmarshal(data, &out)
	if resp.StatusCode >= 400 || err != nil || out.Type == api.ErrorResponse {
		if refused := refusal(resp.StatusCode, data); refused != nil {
			return out, refused
		}
	}
	if err != nil {
		return out, fmt.Errorf("unexpected answer from the server (HTTP %d): %w", resp.StatusCode, err)
	}
	sent.Keep(&out, data)
	return out, nil
}

// refusal returns the error that a reply holds, or nil. The envelope's type decides; the HTTP status only where the
// body is no envelope.
func refusal(status int, data []byte) error {
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil || e.Type == "" {
		if status < 400 {
			return nil
		}
		text := strings.TrimSpace(string(data[:min(len(data), 500)]))
		return &api.StatusError{Code: status, Message: text}
	}
	if e.Type != api.ErrorResponse {
		return nil
	}
	if e.Code == 0 {
		e.Code = status
	}
	return &api.StatusError{Code: e.Code, Message: e.Error}
}

// call performs a request and decodes the metadata of its reply. It returns the ETag of the object.
func call[T any](r *ProtocolLXD, q request) (T, string, error) {
	var value, zero T
	etag, err := r.callInto(q, &value)
	if err != nil {
		return zero, "", err
	}
	return value, etag, nil
}

func (r *ProtocolLXD) callInto(q request, into any) (string, error) {
	resp, err := r.send(q)
	if err != nil {
		return "", err
	}
	etag := resp.Header.Get("ETag")
	_, err = decode(resp, into)
	return etag, err
}

// get is call with method GET.
func get[T any](r *ProtocolLXD, path string, query url.Values) (T, string, error) {
	return call[T](r, request{method: http.MethodGet, path: path, query: query})
}

// async performs a change that a server may do at once or in the background. A change done at once is a finished
// operation, so callers need not know which release answers how.
func (r *ProtocolLXD) async(q request) (*Operation, error) {
	resp, err := r.send(q)
	if err != nil {
		return nil, err
	}
	etag := resp.Header.Get("ETag")
	var metadata json.RawMessage
	out, err := decode(resp, &metadata)
	if err != nil {
		return nil, err
	}
	op := &Operation{r: r}
	if out.Type != api.AsyncResponse {
		op.StatusCode, op.Status = api.Success, api.Success.String()
		return op, nil
	}
	if err := json.Unmarshal(metadata, &op.Operation); err != nil {
		return nil, fmt.Errorf("unexpected operation from the server: %w", err)
	}
	op.etag = etag
	return op, nil
}

// change performs a change and waits for it where the server does it in the background.
func (r *ProtocolLXD) change(q request) error {
	op, err := r.async(q)
	if err != nil {
		return err
	}
	return op.Wait()
}
