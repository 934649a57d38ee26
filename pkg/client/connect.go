package lxd

import (
	"context"
	"net/http"
)

// ConnectLXD connects to a server of either family over HTTPS, with the client certificate of args; the server must be signed by a
// known authority or be the one that args names.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXD(url string, args *ConnectionArgs) (ContainerServer, error) {
	return ConnectLXDWithContext(context.Background(), url, args)
}

// ConnectLXDWithContext is ConnectLXD; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDWithContext(ctx context.Context, url string, args *ConnectionArgs) (InstanceServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectLXDUnix connects to a server over its unix socket. An empty path means LXD_SOCKET, then
// LXD_DIR/unix.socket, then the places where packages put it.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDUnix(path string, args *ConnectionArgs) (ContainerServer, error) {
	return ConnectLXDUnixWithContext(context.Background(), path, args)
}

// ConnectLXDUnixWithContext is ConnectLXDUnix; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDUnixWithContext(ctx context.Context, path string, args *ConnectionArgs) (InstanceServer, error) {
	if path == "" {
		path = DefaultSocket("lxd")
	}
	return connectChecked(ctx, "unix://"+path, args)
}

// ConnectPublicLXD connects to the public images of a server over HTTPS.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicLXD(url string, args *ConnectionArgs) (ImageServer, error) {
	return ConnectPublicLXDWithContext(context.Background(), url, args)
}

// ConnectPublicLXDWithContext is ConnectPublicLXD; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicLXDWithContext(ctx context.Context, url string, args *ConnectionArgs) (ImageServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectLXDHTTP connects through a client of the caller's own, which decides where requests go, such as to the agent in an instance.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDHTTP(args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return ConnectLXDHTTPWithContext(context.Background(), args, client)
}

// ConnectLXDHTTPWithContext is ConnectLXDHTTP; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDHTTPWithContext(ctx context.Context, args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return connectChecked(ctx, "https://custom.socket", withClient(args, client))
}

// ConnectIncus connects to a server of either family over HTTPS, with the client certificate of args; the server must be signed by a
// known authority or be the one that args names.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncus(url string, args *ConnectionArgs) (InstanceServer, error) {
	return ConnectIncusWithContext(context.Background(), url, args)
}

// ConnectIncusWithContext is ConnectIncus; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusWithContext(ctx context.Context, url string, args *ConnectionArgs) (InstanceServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectIncusUnix connects to a server over its unix socket. An empty path means INCUS_SOCKET, then
// INCUS_DIR/unix.socket, then the places where packages put it.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusUnix(path string, args *ConnectionArgs) (InstanceServer, error) {
	return ConnectIncusUnixWithContext(context.Background(), path, args)
}

// ConnectIncusUnixWithContext is ConnectIncusUnix; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusUnixWithContext(ctx context.Context, path string, args *ConnectionArgs) (InstanceServer, error) {
	if path == "" {
		path = DefaultSocket("incus")
	}
	return connectChecked(ctx, "unix://"+path, args)
}

// ConnectPublicIncus connects to the public images of a server over HTTPS.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicIncus(url string, args *ConnectionArgs) (ImageServer, error) {
	return ConnectPublicIncusWithContext(context.Background(), url, args)
}

// ConnectPublicIncusWithContext is ConnectPublicIncus; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicIncusWithContext(ctx context.Context, url string, args *ConnectionArgs) (ImageServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectIncusHTTP connects through a client of the caller's own, which decides where requests go, such as to the agent in an instance.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusHTTP(args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return ConnectIncusHTTPWithContext(context.Background(), args, client)
}

// ConnectIncusHTTPWithContext is ConnectIncusHTTP; ctx ends all that is done through the returned value.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusHTTPWithContext(ctx context.Context, args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return connectChecked(ctx, "https://custom.socket", withClient(args, client))
}

func withClient(args *ConnectionArgs, client *http.Client) *ConnectionArgs {
	own := ConnectionArgs{}
	if args != nil {
		own = *args
	}
	own.HTTPClient = client
	return &own
}

func connectChecked(ctx context.Context, address string, args *ConnectionArgs) (InstanceServer, error) {
	srv, err := Connect(ctx, address, args)
	if err != nil || args != nil && args.SkipGetServer {
		return srv, err
	}
	if _, _, err := srv.GetServer(); err != nil {
		return nil, err
	}
	return srv, nil
}
