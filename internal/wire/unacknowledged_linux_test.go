package wire

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A peer that is gone without a word is noticed within half a minute, on connections for requests and for websockets, idle or
// with data on the way.
func TestDeadPeerIsNoticed(t *testing.T) {
	t.Parallel()
	l, _ := linked(t, func(http.ResponseWriter, *http.Request) {})
	transport, ok := l.HTTP.Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport")
	}
	for name, dial := range map[string]func(context.Context, string, string) (net.Conn, error){
		"requests": transport.DialContext, "websockets": l.Dialer.NetDialContext,
	} {
		conn, err := dial(t.Context(), "tcp", l.Base[len("http://"):])
		if err != nil {
			t.Fatal(err)
		}
		raw, err := conn.(*net.TCPConn).SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		var idle, interval, count, unacknowledged int
		err = raw.Control(func(fd uintptr) {
			for option, into := range map[int]*int{
				unix.TCP_KEEPIDLE: &idle, unix.TCP_KEEPINTVL: &interval, unix.TCP_KEEPCNT: &count, unix.TCP_USER_TIMEOUT: &unacknowledged,
			} {
				if *into, err = unix.GetsockoptInt(int(fd), unix.IPPROTO_TCP, option); err != nil {
					t.Error(err)
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := time.Duration(idle+interval*count) * time.Second; got > peerTimeout {
			t.Errorf("%s: an idle one after %v", name, got)
		}
		if got := time.Duration(unacknowledged) * time.Millisecond; got == 0 || got > peerTimeout {
			t.Errorf("%s: one with data on the way after %v", name, got)
		}
		conn.Close()
	}
}
