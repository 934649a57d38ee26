package lxd

import (
	"context"
	"net/http"
)

// Authenticator gives requests and websockets the credentials of one server, and renews them when the server asks for it.
// It is used by many goroutines at once.
type Authenticator interface {
	// Authorize adds credentials to the header of a request.
	Authorize(header http.Header) error
	// Renew is called after an answer 401, with its header. used is what Authorize had put into Authorization. It returns nil
	// when the request should be sent once more; otherwise why not.
	Renew(ctx context.Context, used string, header http.Header) error
}

// BearerToken authenticates with a token that was issued for an identity (LXD, extension auth_bearer).
type BearerToken string

// Authorize adds the token.
func (t BearerToken) Authorize(header http.Header) error {
	header.Set("Authorization", "Bearer "+string(t))
	return nil
}

// Renew fails: a token that is refused is not valid any more.
func (t BearerToken) Renew(context.Context, string, http.Header) error { return ErrTokenRefused }

// authorize marks a request as one of somebody who expects to be known: a server then answers 401 or 403 instead of treating
// the caller as a stranger.
func (c *conn) authorize(header http.Header) error {
	if c.args.Authenticator == nil {
		return nil
	}
	for k, v := range familyHeaders(map[string]string{"authenticated": "true"}) {
		header[k] = v
	}
	return c.args.Authenticator.Authorize(header)
}

// renew asks the authenticator for better credentials after an answer 401.
func (r *ProtocolLXD) renew(used string, resp *http.Response) error {
	return r.conn.args.Authenticator.Renew(r.context(), used, resp.Header)
}
