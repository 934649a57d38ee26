package resource

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// serveLimit is how many connections a local listener serves at once.
const serveLimit = 64

// Listen opens a listener that only programs of this machine reach: a loopback address, or a unix socket.
func Listen(ctx context.Context, network, address string) (net.Listener, error) {
	if network == "tcp" {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, cli.Usagef(i18n.G("%q is no address: write it as 127.0.0.1:8080"), address)
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return nil, cli.Usagef(i18n.G("%q is not an address of this machine alone: use 127.0.0.1 or [::1]"), host)
		}
	}
	return (&net.ListenConfig{}).Listen(ctx, network, address)
}

// Serve joins each connection to a local address with one to a server, until ctx ends. ready is told where it listens.
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

// ServeWith serves each connection to a local address, a limited number at once, until ctx ends. It closes them.
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
			app.Warn(i18n.G("%d connections are open already; one more is refused"), serveLimit)
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

// join copies both ways until both sides have ended, or ctx does.
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
