package file

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestSparse checks that content is preserved for all write sizes, and that zeros take no disk space.
func TestSparse(t *testing.T) {
	t.Parallel()
	data := make([]byte, 8<<20)
	for i := range 100_000 {
		data[1<<20+i], data[5<<20+777+i] = byte(i)|1, byte(i)|1
	}
	for name, content := range map[string][]byte{
		"holes between": data, "a hole at the end": data[:4<<20], "nothing but zeros": data[6<<20:], "a few zeros": make([]byte, 100), "empty": nil,
	} {
		for _, size := range []int{100, 4095, 4096, 10_000, 32 << 10, 100_001, 1 << 20} {
			f, err := os.Create(filepath.Join(t.TempDir(), "f"))
			if err != nil {
				t.Fatal(err)
			}
			out := &sparseFile{f: f}
			for rest := content; len(rest) > 0; {
				n, err := out.Write(rest[:min(size, len(rest))])
				if err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
			}
			err = errors.Join(out.end(), f.Sync())
			info, statErr := f.Stat()
			if err = errors.Join(err, statErr, f.Close()); err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(f.Name()); err != nil || !bytes.Equal(got, content) {
				t.Errorf("%s in pieces of %d: not the same (%v)", name, size, err)
			}
			if size >= sparsePage && onDisk(info) > 400_000 {
				t.Errorf("%s in pieces of %d: %d bytes on the disk", name, size, onDisk(info))
			}
		}
	}
}

// TestLimited checks that no more bytes than the limit are written, and none after the end.
func TestLimited(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	full := 0
	l := &limited{to: &out, left: 5, full: func() { full++ }}
	if n, err := l.Write([]byte("abc")); n != 3 || err != nil {
		t.Error(n, err)
	}
	if n, err := l.Write([]byte("defg")); n != 2 || !errors.Is(err, io.ErrShortWrite) || full != 1 {
		t.Error(n, err, full)
	}
	if left := l.end(); left != 0 {
		t.Error(left)
	}
	if _, err := l.Write([]byte("h")); err == nil || out.String() != "abcde" {
		t.Error(err, out.String())
	}
}
