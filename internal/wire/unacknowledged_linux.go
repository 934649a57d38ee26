package wire

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// limitUnacknowledged makes the kernel end a connection whose data the peer has not acknowledged for peerTimeout. Keepalives see
// only an idle connection: a single ping or key stroke into a dead link would otherwise be repeated for a quarter of an hour.
func limitUnacknowledged(_, _ string, c syscall.RawConn) error {
	return c.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(peerTimeout.Milliseconds()))
	})
}
