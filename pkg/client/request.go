package lxd

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

const (
	shortWait = 30 * time.Second // first answer to the reading of one object
	longWait  = 10 * time.Minute // first answer to a change, a list or a state, which servers build before answering
	maxReply  = 512 << 20        // bytes of a JSON reply
)

var errNotRepeatable = errors.New("the server asked for a new login in the middle of an upload: try again")

// request is one HTTP exchange, with what a server must offer for it. Path is absolute and escaped; see route.
type request struct {
	method string // "" is GET
	path   string
	needs  needs
	query  url.Values
	body   any // nil, an io.Reader (streamed) or a value (sent as JSON)
	header http.Header
	etag   string
	wait   time.Duration // for the first byte of the answer; 0 chooses by method, <0 means for ever
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

// send performs a request that the server is able to do, and returns the open response, whatever its status. Callers close the
// body. All other verbs are made of it: get and read decode the answer, stream hands it on, async and change are for changes.
func (r *ProtocolLXD) send(q request) (*http.Response, error) {
	if err := r.check(slices.Concat(q.needs, r.scope.needs())); err != nil {
		return nil, err
	}
	q.method = cmp.Or(q.method, http.MethodGet)
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
	if r.rehearses(q.method) {
		return r.rehearse(q.method, r.dialect(q.path)+encodeQuery(r.query(), q.query), body)
	}
	header, err := r.header(q)
	if err != nil {
		return nil, err
	}
	resp, err := r.conn.Do(r.context(), wire.Exchange{
		Method: q.method, Path: r.dialect(q.path) + encodeQuery(r.query(), q.query), Header: header, Body: body, Length: length, Limit: q.limit(),
	})
	if err != nil {
		return nil, r.conn.failure(r.context(), err)
	}
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

// header returns the header of a request, with the credentials of the connection.
func (r *ProtocolLXD) header(q request) (http.Header, error) {
	header := http.Header{}
	for k, v := range q.header {
		header[k] = v
	}
	header.Set("User-Agent", r.conn.UserAgent)
	if q.body != nil && header.Get("Content-Type") == "" {
		if _, stream := q.body.(io.Reader); stream {
			header.Set("Content-Type", "application/octet-stream")
		} else {
			header.Set("Content-Type", "application/json")
		}
	}
	if q.etag != "" {
		header.Set("If-Match", q.etag)
	}
	return header, r.conn.authorize(header)
}

// failure is failed for a request of the connection.
func (c *conn) failure(ctx context.Context, err error) error { return failed(ctx, c.Address(), err) }

// failed turns a transport error into a typed one: the caller's own cancellation, a certificate, or no connection.
func failed(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var cert *CertificateError
	if errors.As(err, &cert) {
		return cert
	}
	return &ConnectError{Address: address, Err: wire.Cause(err)}
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

// get performs a request and decodes the metadata of its reply. It returns the ETag of the object.
func get[T any](r *ProtocolLXD, q request) (T, string, error) {
	var value, zero T
	resp, err := r.send(q)
	if err != nil {
		return zero, "", err
	}
	etag := resp.Header.Get("ETag")
	if _, err := decode(resp, &value); err != nil {
		return zero, "", err
	}
	return value, etag, nil
}

// read is get for what has no ETag, such as a list or a state.
func read[T any](r *ProtocolLXD, q request) (T, error) {
	value, _, err := get[T](r, q)
	return value, err
}

// stream begins a download of plain bytes. An error reply is *api.StatusError.
func (r *ProtocolLXD) stream(q request) (*http.Response, error) {
	q.wait = cmp.Or(q.wait, longWait)
	resp, err := r.send(q)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 400 {
		_, err := decode(resp, nil)
		return nil, err
	}
	return resp, nil
}

// body is what is streamed.
func body(resp *http.Response, err error) (io.ReadCloser, error) {
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
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
