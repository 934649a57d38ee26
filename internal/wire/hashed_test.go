package wire

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestCopyHashed checks that the hash is that of the copied data, whatever the chunk sizes, and that errors of both ends are
// returned.
func TestCopyHashed(t *testing.T) {
	t.Parallel()
	data := bytes.Repeat([]byte("0123456789abcdef"), 100_000)
	for name, src := range map[string]io.Reader{
		"whole": bytes.NewReader(data), "halves": iotest.HalfReader(bytes.NewReader(data)), "end with data": iotest.DataErrReader(bytes.NewReader(data)),
	} {
		var dst bytes.Buffer
		sum := sha256.New()
		n, err := CopyHashed(&dst, src, sum)
		if want := sha256.Sum256(data); n != int64(len(data)) || err != nil || !bytes.Equal(dst.Bytes(), data) || !bytes.Equal(sum.Sum(nil), want[:]) {
			t.Errorf("%s: %d of %d bytes, %v", name, n, len(data), err)
		}
	}
	if n, err := CopyHashed(io.Discard, iotest.TimeoutReader(iotest.OneByteReader(bytes.NewReader(data))), sha256.New()); n != 1 || !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("a source that fails: %d %v", n, err)
	}
	if n, err := CopyHashed(iotest.TruncateWriter(io.Discard, 0), bytes.NewReader(data), sha256.New()); err != nil || n != int64(len(data)) {
		t.Errorf("a target that drops: %d %v", n, err)
	}
	in, out := io.Pipe()
	in.Close()
	if n, err := CopyHashed(out, bytes.NewReader(data), sha256.New()); n != 0 || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a target that fails: %d %v", n, err)
	}
}
