package localserve

import (
	"context"
	"net"
	"sync"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// serveLimit is the number of concurrent connections of a local listener.
const serveLimit = 64

// ServeWith calls serve for each connection to a local address, up to serveLimit in parallel, until ctx is done. It closes
// them.
func ServeWith(ctx context.Context, app *cli.App, network, address string, serve func(net.Conn), ready func(address string)) error {
	l, err := Listen(ctx, network, address)
	if err != nil {
		return err
	}
	defer l.Close()
	ready(l.Addr().String())
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	slots := make(chan struct{}, serveLimit)
	var open sync.WaitGroup
	defer open.Wait()
	for {
		local, err := l.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return err
		}
		select {
		case slots <- struct{}{}:
		default:
			app.Warn(i18n.G("connection refused: %d connections are already open"), serveLimit)
			_ = local.Close()
			continue
		}
		open.Add(1)
		go func() {
			defer func() { <-slots; open.Done() }()
			end := context.AfterFunc(ctx, func() { _ = local.Close() })
			defer end()
			defer local.Close()
			serve(local)
		}()
	}
}
