package localserve

import (
	"context"
	"net"
	"os"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Listen opens a listener that only local programs can reach: a loopback address or a unix socket.
func Listen(ctx context.Context, network, address string) (net.Listener, error) {
	if network == "tcp" {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, cli.Usagef(i18n.G("invalid address %q: use address:port, for example 127.0.0.1:8080"), address)
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return nil, cli.Usagef(i18n.G("%q is not a loopback address: use 127.0.0.1 or [::1]"), host)
		}
	}
	return (&net.ListenConfig{}).Listen(ctx, network, address)
}

// ListenPrivate listens on a unix socket that only the current user can open.
func ListenPrivate(ctx context.Context, path string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, err
	}
	return l, nil
}
