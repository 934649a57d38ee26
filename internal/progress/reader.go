package progress

import "io"

// Reader reports how much of a stream was read.
type Reader struct {
	io.Reader
	line       *Line
	done, size int64
}

// NewReader returns a reader of src. size is in bytes; 0 or less means unknown.
func NewReader(src io.Reader, line *Line, size int64) *Reader {
	return &Reader{Reader: src, line: line, size: size}
}

// Read reads from the source and reports the progress.
func (r *Reader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.done += int64(n)
	r.line.Bytes(r.done, r.size)
	return n, err
}
