package term

import (
	"context"
	"os"
)

// readKeys reads keys until ctx ends or the input ends or fails. A read that waits for the next key is left behind, since reads
// from a console cannot be interrupted.
func readKeys(ctx context.Context, f *os.File, keys chan<- string) {
	typed := make(chan []byte)
	go func() {
		defer close(typed)
		for {
			buf := make([]byte, 256)
			n, err := f.Read(buf)
			if err != nil {
				return
			}
			select {
			case typed <- buf[:n]:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case some, open := <-typed:
			if !open || !sendKeys(ctx, some, keys) {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}
