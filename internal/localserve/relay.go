package localserve

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/openlxc/lxc/internal/cli"
)

// Serve relays each connection to a local address to a connection from dial, until ctx is done. ready is called with the
// address.
func Serve(ctx context.Context, app *cli.App, network, address string, dial func() (net.Conn, error), ready func(address string)) error {
	return ServeWith(ctx, app, network, address, func(local net.Conn) {
		remote, err := dial()
		if err != nil {
			app.Warn("%s", err)
			return
		}
		join(ctx, local, remote)
	}, ready)
}

// join copies in both directions until both sides have ended or ctx is done.
func join(ctx context.Context, a, b net.Conn) {
	stop := context.AfterFunc(ctx, func() { _ = errors.Join(a.Close(), b.Close()) })
	defer stop()
	var both sync.WaitGroup
	oneWay := func(dst, src net.Conn) {
		defer both.Done()
		_, _ = io.Copy(dst, src)
		half, ok := dst.(interface{ CloseWrite() error })
		if !ok || half.CloseWrite() != nil {
			_ = dst.Close()
		}
	}
	both.Add(2)
	go oneWay(a, b)
	go oneWay(b, a)
	both.Wait()
	_ = errors.Join(a.Close(), b.Close())
}
