package cli

import (
	"context"
	"net"
	"os"
)

// ListenPrivate listens on a unix socket that this user alone may open.
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
