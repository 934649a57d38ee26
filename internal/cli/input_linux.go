package cli

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// peek returns what waits in a pipe or socket, without taking it out, once something has come or the wait is over.
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
