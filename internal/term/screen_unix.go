//go:build unix

package term

import (
	"context"
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// readKeys reads keys until ctx ends or the input ends or fails. It polls before reading, so that no blocked read is left
// behind.
func readKeys(ctx context.Context, f *os.File, keys chan<- string) {
	wake, end, err := os.Pipe()
	if err != nil {
		return
	}
	defer wake.Close()
	stop := context.AfterFunc(ctx, func() { _ = end.Close() })
	defer func() {
		if stop() {
			_ = end.Close()
		}
	}()
	in, ended := int(f.Fd()), int(wake.Fd())
	for buf := make([]byte, 256); ; {
		var ready unix.FdSet
		ready.Set(in)
		ready.Set(ended)
		switch _, err := unix.Select(max(in, ended)+1, &ready, nil, nil, nil); {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil || ready.IsSet(ended):
			return
		}
		n, err := f.Read(buf)
		if err != nil || !sendKeys(ctx, buf[:n], keys) {
			return
		}
	}
}
