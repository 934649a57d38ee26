// Package slowlink is a proxy that degrades a connection: it delays data and cuts the connection after a number of bytes.
// Tests and benchmarks put it between client and server.
package slowlink

import (
	"context"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/openlxc/lxc/internal/pause"
)

// Link describes how the connection is degraded.
type Link struct {
	Delay    time.Duration // latency in each direction; order is preserved
	Loss     float64       // share of the pieces that are lost and sent again, which holds up all that follow them
	CutAfter int64         // number of bytes, summed over all connections, after which all connections are cut; 0 means never
	Cuts     int64         // how often to cut, each time after CutAfter bytes; 0 means that the link stays down after the first cut
	Instead  func()        // called in place of a cut; it must not wait for the data to pass

	passed, cuts atomic.Int64
	once         atomic.Int64 // total bytes at which CutIn cuts
	mu           sync.Mutex
	open         map[net.Conn]struct{}
	frozen       map[net.Conn]struct{} // nothing is passed on to these
}

// Listen starts the proxy and returns its address. address and target are TCP addresses or paths of unix sockets. It stops
// when ctx is done.
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
			go l.connect(ctx, from, target)
		}
	}()
	return listener.Addr().String(), nil
}

// CutIn cuts the link once after the given number of further bytes. New connections are accepted.
func (l *Link) CutIn(bytes int64) { l.once.Store(l.passed.Load() + bytes) }

// Passed returns the number of bytes so far, summed over all connections and both directions.
func (l *Link) Passed() int64 { return l.passed.Load() }

// Cut closes all connections abruptly.
func (l *Link) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

// fail cuts the link, or does what is to happen in its place.
func (l *Link) fail() {
	if l.Instead != nil {
		l.Instead()
		return
	}
	l.Cut()
}

// Freeze makes all connections that are open now lose everything without a word, as when a machine loses its network. Cut ends
// them. New connections work.
func (l *Link) Freeze() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frozen = maps.Clone(l.open)
}

func (l *Link) loses(to net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, found := l.frozen[to]
	return found
}

func (l *Link) connect(ctx context.Context, from net.Conn, target string) {
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
	go l.pass(ctx, from, to)
	l.pass(ctx, to, from)
}

func network(address string) string {
	if strings.HasPrefix(address, "/") {
		return "unix"
	}
	return "tcp"
}

// cutsAt counts bytes and reports whether to cut the link after them.
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

// firstRetransmission is how long a sender waits before it sends a lost piece again; each further time it waits twice as long.
const firstRetransmission = 200 * time.Millisecond

// stall is how long a piece is late because it was lost, perhaps more than once.
func (l *Link) stall() time.Duration {
	late := time.Duration(0)
	for again := firstRetransmission; rand.Float64() < l.Loss; again *= 2 {
		late += again
	}
	return late
}

type piece struct {
	data []byte
	at   time.Time
}

// pass forwards one direction.
func (l *Link) pass(ctx context.Context, from, to net.Conn) {
	under := make(chan piece, 1024)
	go func() {
		defer close(under)
		for {
			data := make([]byte, 64<<10)
			n, err := from.Read(data)
			if n > 0 {
				under <- piece{data[:n], time.Now().Add(l.Delay + l.stall())}
			}
			if err != nil {
				return
			}
		}
	}()
	broken := false
	for p := range under {
		if broken || l.loses(to) {
			continue
		}
		_ = pause.For(ctx, time.Until(p.at)) // at the end everything is closed, and nothing waits any longer
		if _, err := to.Write(p.data); err != nil {
			broken = true
		}
		if l.cutsAt(int64(len(p.data))) {
			l.fail()
		}
	}
	if l.loses(to) {
		return
	}
	if half, ok := to.(*net.TCPConn); ok && !broken {
		_ = half.CloseWrite()
		_, _ = io.Copy(io.Discard, from)
		return
	}
	_ = to.Close()
}
