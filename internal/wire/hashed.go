package wire

import (
	"errors"
	"hash"
	"io"

	"github.com/openlxc/lxc/internal/ws"
)

// hashAhead is how many chunks a copy may be ahead of its hash.
const hashAhead = 4

// CopyHashed copies and hashes concurrently: while one chunk is hashed, the next is read and written.
func CopyHashed(dst io.Writer, src io.Reader, sum hash.Hash) (int64, error) {
	free, full, hashed := make(chan []byte, hashAhead), make(chan []byte, hashAhead), make(chan struct{})
	for range hashAhead {
		free <- make([]byte, ws.BufferSize)
	}
	go func() {
		defer close(hashed)
		for piece := range full {
			_, _ = sum.Write(piece) // a hash never returns an error
			free <- piece[:cap(piece)]
		}
	}()
	n, err := copyPieces(dst, src, free, full)
	close(full)
	<-hashed
	return n, err
}

// fill reads until buf is full or src ends: a TLS connection gives at most 16 KiB at once, and each chunk costs a write and
// two changes of goroutine.
func fill(src io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var more int
		more, err = src.Read(buf[n:])
		n += more
	}
	return n, err
}

// copyPieces copies with buffers from free and, once written, passes them to full.
func copyPieces(dst io.Writer, src io.Reader, free <-chan []byte, full chan<- []byte) (total int64, err error) {
	for {
		buf := <-free
		n, err := fill(src, buf)
		if n > 0 {
			if _, err := dst.Write(buf[:n]); err != nil {
				return total, err
			}
		}
		total += int64(n)
		full <- buf[:n]
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}
