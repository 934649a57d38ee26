package cli

import (
	"errors"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// peek returns what is available in a pipe or socket without consuming it, once there is something or patience runs out.
func peek(f *os.File, patience time.Duration) []byte {
	fd := int(f.Fd())
	deadline := time.Now().Add(patience)
	for {
		fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
		n, err := unix.Poll(fds, int(max(time.Until(deadline), 0).Milliseconds()))
		if err == unix.EINTR {
			continue
		}
		if n < 1 || fds[0].Revents&unix.POLLIN == 0 {
			return nil
		}
		break
	}
	buf := make([]byte, 4096)
	if n, _, err := unix.Recvfrom(fd, buf, unix.MSG_PEEK|unix.MSG_DONTWAIT); err == nil {
		return buf[:n]
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil
	}
	defer r.Close()
	defer w.Close()
	n, err := unix.Tee(fd, int(w.Fd()), len(buf), unix.SPLICE_F_NONBLOCK)
	if err != nil || n <= 0 {
		return nil
	}
	read, err := r.Read(buf)
	if err != nil {
		return nil
	}
	return buf[:read]
}

// peekAll returns what is available in a pipe or socket without consuming it. ended reports that nothing will follow.
func peekAll(f *os.File, limit int) (text []byte, ended bool) {
	fd := int(f.Fd())
	fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	if n, err := unix.Poll(fds, 0); err != nil || n < 1 {
		return nil, err != nil && err != unix.EINTR
	}
	closed := fds[0].Revents&(unix.POLLHUP|unix.POLLERR|unix.POLLNVAL) != 0
	if fds[0].Revents&unix.POLLIN == 0 {
		return nil, closed
	}
	buf := make([]byte, limit)
	n, _, err := unix.Recvfrom(fd, buf, unix.MSG_PEEK|unix.MSG_DONTWAIT)
	if err == nil {
		return buf[:n], closed || n == 0
	}
	if !errors.Is(err, unix.ENOTSOCK) {
		return nil, !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR)
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, true
	}
	defer r.Close()
	defer w.Close()
	copied, err := unix.Tee(fd, int(w.Fd()), limit, unix.SPLICE_F_NONBLOCK)
	if err != nil || copied <= 0 {
		return nil, err != nil && !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR) || closed
	}
	read, err := io.ReadFull(r, buf[:copied])
	return buf[:read], closed || err != nil
}
