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
	shortWait = 30 * time.Second // for the first byte when reading one object
	longWait  = 10 * time.Minute // for the first byte after a change, or of a list or a state
)

var errNotRepeatable = errors.New("the server asked for a new login in the middle of an upload: try again")

// request is one HTTP exchange and the extensions that it needs. Path is absolute and escaped; see route.
type request struct {
	method string // "" is GET
	path   string
	needs  needs
	query  url.Values
	body   any // nil, an io.Reader (streamed) or a value (sent as JSON)
	header http.Header
	etag   string
	wait   time.Duration // for the first byte of the response; 0 depends on the method, <0 means forever
}

// route joins path elements, escaping each of them.
func route(elements ...string) string {
	var b strings.Builder
	b.WriteString("/1.0")
	for _, e := range elements {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(e))
	}
	return b.String()
}

// offers returns an error if the server lacks an extension that the request needs.
func (r *ProtocolLXD) offers(q request) error {
	return r.check(slices.Concat(q.needs, r.scope.needs()))
}

// send checks the extensions, sends a request and returns the open response, whatever its status. The caller closes the body.
// The other functions build on it: get and read decode the response, stream returns its body, async and change make changes.
func (r *ProtocolLXD) send(q request) (*http.Response, error) {
	if err := r.offers(q); err != nil {
		return nil, err
	}
	q.method = cmp.Or(q.method, http.MethodGet)
	resp, err := r.sendOnce(q)
	if err != nil {
		return nil, err
	}
	// Twice: a token that another program has stored in the meantime may have expired as well.
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

// sendAgain repeats a request, whose body must be rereadable.
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

// header returns the header of a request, including the credentials of the connection.
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

// failure calls failed with the address of the connection.
func (c *conn) failure(ctx context.Context, err error) error { return failed(ctx, c.Address(), err) }

// failed returns a typed error for a transport error: the caller's own cancellation, a certificate error, or a connection
// error.
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
	if method == http.MethodPut { // send back the fields that we do not know
		encode = sent.Written
	}
	data, err := encode(body)
	if err != nil {
		return nil, 0, err
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// remaining returns the number of bytes left in a seekable stream, or -1.
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

// sized is a streamed body of known length in bytes.
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

// get sends a request and decodes the metadata of the response. It also returns the ETag.
func get[T any](r *ProtocolLXD, q request) (T, string, error) {
	var value, zero T
	resp, err := r.send(q)
	if err != nil {
		return zero, "", err
	}
	etag := resp.Header.Get("ETag")
	if err := decodeObject(resp, &value); err != nil {
		return zero, "", err
	}
	return value, etag, nil
}

// read is get for responses without an ETag, such as a list or a state.
func read[T any](r *ProtocolLXD, q request) (T, error) {
	value, _, err := get[T](r, q)
	return value, err
}

// stream starts a plain download. An error response is *api.StatusError.
func (r *ProtocolLXD) stream(q request) (*http.Response, error) {
	q.wait = cmp.Or(q.wait, longWait)
	resp, err := r.send(q)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 300 {
		_, err := decode(resp, nil)
		return nil, errors.Join(err, errorIf(err == nil, "the server sent no data"))
	}
	return resp, nil
}

// body returns the body of a response.
func body(resp *http.Response, err error) (io.ReadCloser, error) {
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// async sends a change that a server may make at once or in the background. A change made at once is returned as a finished
// operation, so that callers need not know the server's release.
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
	if op.ID == "" {
		return nil, fmt.Errorf("unexpected operation from the server: %w", errNoObject)
	}
	op.etag = etag
	return op, nil
}

// change sends a change and, if the server makes it in the background, waits for it.
func (r *ProtocolLXD) change(q request) error {
	op, err := r.async(q)
	if err != nil {
		return err
	}
	return op.Wait()
}

// ErrRehearsed means that ConnectionArgs.Rehearse prevented a connection that would have followed.
var ErrRehearsed = errors.New("not connected: this is a rehearsal")

// rehearsedAnswer is the response to a request that is not sent: a successful operation with all metadata that callers look
// for.
const rehearsedAnswer = `{"type":"async","status":"Operation created","status_code":100,"operation":"/1.0/operations/rehearsal","metadata":{
	"id":"rehearsal","class":"task","status":"Success","status_code":200,
	"metadata":{"control":"SECRET","fs":"SECRET","secret":"SECRET","fingerprint":"FINGERPRINT"}}}`

// rehearses reports whether a request with this method is only shown and not sent.
func (r *ProtocolLXD) rehearses(method string) bool {
	return r.conn.args.Rehearse != nil && method != http.MethodGet && method != http.MethodHead
}

// rehearse shows a request instead of sending it, and returns a response for it.
func (r *ProtocolLXD) rehearse(method, path string, body io.Reader) (*http.Response, error) {
	var data []byte
	if small, known := body.(*bytes.Reader); known {
		var err error
		if data, err = io.ReadAll(small); err != nil {
			return nil, err
		}
	}
	if !strings.HasPrefix(path, "/1.0/operations/") { // the rehearsed operation does not exist
		r.conn.args.Rehearse(method, path, data)
	}
	return &http.Response{
		StatusCode: http.StatusAccepted, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(bytes.NewReader([]byte(rehearsedAnswer))),
	}, nil
}
