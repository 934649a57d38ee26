// Package localserve offers servers to programs of this machine: listeners, the relay of connections, the reverse proxy with the
// credentials of this client, and the guard in front of it.
package localserve

import (
	"net/http"
	"net/http/httputil"
	"net/url"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Proxy hands requests on to a server, with the credentials of this client.
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
		// The server must not see what belongs to the local side, nor take the page for a foreign one.
		r.Out.Header.Del("Cookie")
		r.Out.Header.Del("Origin")
		r.Out.Header.Del("Referer")
	}}, nil
}
