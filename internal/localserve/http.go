package localserve

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"
)

// limited is a listener that limits the number of open connections; more wait until one is closed.
type limited struct {
	net.Listener
	slots chan struct{}
	ended context.Context //nolint:containedctx // Accept takes no context
}

// Accept waits for a free slot and for a connection.
func (l limited) Accept() (net.Conn, error) {
	select {
	case l.slots <- struct{}{}:
	case <-l.ended.Done():
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &placed{Conn: c, leave: sync.OnceFunc(func() { <-l.slots })}, nil
}

// placed is a connection that frees its slot when closed.
type placed struct {
	net.Conn
	leave func()
}

// Close closes the connection and frees the slot.
func (p *placed) Close() error {
	p.leave()
	return p.Conn.Close()
}

// ServeHTTP serves HTTP on a limited number of connections until ctx is done.
func ServeHTTP(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(limited{l, make(chan struct{}, serveLimit), ctx}); ctx.Err() == nil {
		return err
	}
	return nil
}
