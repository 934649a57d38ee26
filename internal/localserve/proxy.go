// Package localserve offers servers to local programs: listeners, connection relays, and a reverse proxy that adds the
// credentials of this client, with the guard in front of it.
package localserve

import (
	"net/http"
	"net/http/httputil"
	"net/url"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Proxy returns a reverse proxy to a server that adds the credentials of this client.
func Proxy(s lxd.InstanceServer) (http.Handler, error) {
	base, transport, err := lxd.Transport(s)
	if err != nil {
		return nil, err
	}
	to, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	return &httputil.ReverseProxy{Transport: transport, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = to.Host
		// Hide local state from the server, which would also reject a foreign origin.
		r.Out.Header.Del("Cookie")
		r.Out.Header.Del("Origin")
		r.Out.Header.Del("Referer")
	}}, nil
}
