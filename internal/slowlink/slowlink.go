// Package slowlink is a proxy that makes a connection worse: every piece of data comes later, and after some bytes the link
// is cut. Tests and benchmarks put it between client and server.
package slowlink

import (
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Link says how bad the connection is.
type Link struct {
	Delay    time.Duration // of every piece of data, each way; the order stays
	CutAfter int64         // bytes of all connections together after which everything is cut; 0 means never
	Cuts     int64         // how often that happens, each time after as many bytes; 0 leaves no link after the first time

	passed, cuts atomic.Int64
	once         atomic.Int64 // bytes after which CutIn cuts
	mu           sync.Mutex
	open         map[net.Conn]struct{}
}

// Listen starts the proxy and returns its address, which is one of TCP or the path of a unix socket, as target is. It ends
// with ctx.
func (l *Link) Listen(ctx context.Context, address, target string) (string, error) {
	listener, err := net.Listen(network(address), address)
	if err != nil {
		return "", err
	}
	context.AfterFunc(ctx, func() {
		_ = listener.Close()
		l.Cut()
	})
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			go l.connect(from, target)
		}
	}()
	return listener.Addr().String(), nil
}

// CutIn cuts the link once, when so many more bytes have passed. New connections work.
func (l *Link) CutIn(bytes int64) { l.once.Store(l.passed.Load() + bytes) }

// Cut breaks all connections, without a word to either side.
func (l *Link) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

func (l *Link) connect(from net.Conn, target string) {
	to, err := net.Dial(network(target), target)
	if err != nil {
		_ = from.Close()
		return
	}
	l.mu.Lock()
	if l.open == nil {
		l.open = map[net.Conn]struct{}{}
	}
	l.open[from], l.open[to] = struct{}{}, struct{}{}
	l.mu.Unlock()
	go l.pass(from, to)
	l.pass(to, from)
}

func network(address string) string {
	if strings.HasPrefix(address, "/") {
		return "unix"
	}
	return "tcp"
}

// cutsAt counts bytes and tells whether the link is cut after them.
func (l *Link) cutsAt(n int64) bool {
	now := l.passed.Add(n)
	if at := l.once.Load(); at > 0 && now >= at && l.once.CompareAndSwap(at, 0) {
		return true
	}
	if l.CutAfter == 0 || now < l.CutAfter {
		return false
	}
	return l.Cuts == 0 || now/l.CutAfter > (now-n)/l.CutAfter && l.cuts.Add(1) <= l.Cuts
}

type piece struct {
	data []byte
	at   time.Time
}

// pass carries one direction.
func (l *Link) pass(from, to net.Conn) {
	under := make(chan piece, 1024)
	go func() {
		defer close(under)
		for {
			data := make([]byte, 64<<10)
			n, err := from.Read(data)
			if n > 0 {
				under <- piece{data[:n], time.Now().Add(l.Delay)}
			}
			if err != nil {
				return
			}
		}
	}()
	broken := false
	for p := range under {
		if broken {
			continue
		}
		time.Sleep(time.Until(p.at))
		if _, err := to.Write(p.data); err != nil {
			broken = true
		}
		if l.cutsAt(int64(len(p.data))) {
			l.Cut()
		}
	}
	if half, ok := to.(*net.TCPConn); ok && !broken {
		_ = half.CloseWrite()
		_, _ = io.Copy(io.Discard, from)
		return
	}
	_ = to.Close()
}
