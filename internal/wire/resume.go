package wire

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/api"
)

// resumeTries is how often a download is retried without receiving a new byte.
const resumeTries = 5

// resumePause is the delay before the second retry; it doubles each time.
const resumePause = 500 * time.Millisecond

// errChanged means that a download cannot continue because its source has changed.
var errChanged = errors.New("it was changed at the server while it was downloaded")

// resumed is the body of a download of known length. If the connection breaks, it continues where it stopped: with a range
// request if the server supports it, otherwise by starting over and discarding what was already received.
type resumed struct {
	ctx   context.Context //nolint:containedctx // Read has no context parameter
	again func(offset int64) (*http.Response, error)
	body  io.ReadCloser
	done  int64
	size  int64
	stamp string
	tries int
}

// Resume makes the body of a response survive a broken connection. again repeats the request from offset.
func Resume(ctx context.Context, resp *http.Response, again func(offset int64) (*http.Response, error)) io.ReadCloser {
	if resp.ContentLength <= 0 {
		return resp.Body
	}
	return &resumed{ctx: ctx, again: again, body: resp.Body, size: resp.ContentLength, stamp: stampOf(resp)}
}

// WithRange adds a header that requests only what follows offset.
func WithRange(h http.Header, offset int64) http.Header {
	if h == nil {
		h = http.Header{}
	}
	if offset > 0 {
		h.Set("Range", fmt.Sprintf("bytes=%d-", offset))
	}
	return h
}

// stampOf returns what identifies the version of a source, if the server sends it.
func stampOf(resp *http.Response) string {
	return cmp.Or(resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"))
}

func (r *resumed) Read(p []byte) (int, error) {
	n, err := r.body.Read(p)
	if n > 0 {
		r.done, r.tries = r.done+int64(n), 0
	}
	if err == nil || errors.Is(err, io.EOF) && r.done >= r.size {
		return n, err
	}
	return n, r.reopen(err)
}

// reopen reconnects after a break. It returns nil when reading can continue.
func (r *resumed) reopen(cause error) error {
	if errors.Is(cause, io.EOF) {
		cause = io.ErrUnexpectedEOF
	}
	for ; r.tries < resumeTries; r.tries++ {
		if err := r.pause(); err != nil {
			return errors.Join(err, cause)
		}
		resp, err := r.again(r.done)
		if err != nil {
			cause = err
			continue
		}
		_ = r.body.Close()
		r.body = resp.Body
		if err := r.fits(resp); err != nil {
			return err
		}
		if cause = r.skip(resp); cause == nil {
			r.tries++
			return nil
		}
	}
	return cause
}

// pause waits with exponential backoff.
func (r *resumed) pause() error {
	if r.tries == 0 {
		return context.Cause(r.ctx)
	}
	return pause.For(r.ctx, resumePause<<(r.tries-1))
}

// fits checks that a new response is for the same version and starts at the right offset.
func (r *resumed) fits(resp *http.Response) error {
	switch {
	case resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusPartialContent:
		return &api.StatusError{Code: resp.StatusCode, Message: "the download cannot go on: " + http.StatusText(resp.StatusCode)}
	case stampOf(resp) != r.stamp:
		return errChanged
	case resp.StatusCode == http.StatusPartialContent:
		var from int64
		if _, err := fmt.Sscanf(resp.Header.Get("Content-Range"), "bytes %d-", &from); err != nil || from != r.done {
			return errors.New("the server sent another part of the download than it was asked for")
		}
	}
	return nil
}

// skip discards what was already received from a response that starts over. The connection may break here too.
func (r *resumed) skip(resp *http.Response) error {
	if resp.StatusCode == http.StatusPartialContent {
		return nil
	}
	_, err := io.CopyN(io.Discard, resp.Body, r.done)
	return err
}

func (r *resumed) Close() error { return r.body.Close() }
