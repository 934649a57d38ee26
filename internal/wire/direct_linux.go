//go:build linux && !nodirect

package wire

import (
	"context"
	"io"
	"net"
	"os"
	"syscall"
	"unsafe"
)

// DirectDial returns connections that read and write without notifying the scheduler. A relay receives some thirty kilobytes at
// a time, thousands of times a second: each time, the scheduler's monitor thread would wake up, which costs a quarter of all
// CPU time. The calls never block: if they would, the netpoller waits as usual.
func DirectDial(dial func(ctx context.Context, network, address string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		if s, ok := conn.(syscall.Conn); ok {
			if raw, err := s.SyscallConn(); err == nil {
				return &directConn{Conn: conn, raw: raw}, nil
			}
		}
		return conn, nil
	}
}

type directConn struct {
	net.Conn
	raw syscall.RawConn
}

// Read implements net.Conn.
func (d *directConn) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	var failed syscall.Errno
	err = d.raw.Read(func(fd uintptr) bool {
		n, failed = transferOnce(syscall.SYS_READ, fd, p)
		return failed != syscall.EAGAIN
	})
	switch {
	case err != nil:
		return 0, err
	case failed != 0:
		return 0, os.NewSyscallError("read", failed)
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

// Write implements net.Conn.
func (d *directConn) Write(p []byte) (done int, err error) {
	for done < len(p) {
		var failed syscall.Errno
		err := d.raw.Write(func(fd uintptr) bool {
			var n int
			n, failed = transferOnce(syscall.SYS_WRITE, fd, p[done:])
			done += n
			return failed != syscall.EAGAIN
		})
		switch {
		case err != nil:
			return done, err
		case failed != 0:
			return done, os.NewSyscallError("write", failed)
		}
	}
	return done, nil
}

// transferOnce reads into p or writes from it; p must not be empty.
func transferOnce(call, fd uintptr, p []byte) (int, syscall.Errno) {
	for {
		n, _, failed := syscall.RawSyscall(call, fd, uintptr(unsafe.Pointer(&p[0])), uintptr(len(p)))
		switch failed {
		case 0:
			return int(n), 0
		case syscall.EINTR:
		default:
			return 0, failed
		}
	}
}
