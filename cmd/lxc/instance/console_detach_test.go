package instance

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestDetacher checks that everything but the detach keys is passed on, however the input is split.
func TestDetacher(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys, input, want string
		detached          bool
	}{
		{"ctrl-a,q", "hello", "hello", false},
		{"ctrl-a,q", "a\x01q", "a", true},
		{"ctrl-a,q", "a\x01b", "a\x01b", false},
		{"ctrl-a,q", "\x01\x01q", "\x01", true},
		{"ctrl-a,q", "\x01qbehind", "", true},
		{"ctrl-a,q", "late\x01", "late\x01", false},
		{"q", "abcq", "abc", true},
		{"a,a,b", "aaab", "a", true},
		{"a,b,a,c", "ababac", "ab", true},
		{"ctrl-],.", "\x1d\x1d\x1d.", "\x1d\x1d", true},
	} {
		keys, err := parseKeys(c.keys)
		if err != nil {
			t.Fatal(err)
		}
		for name, src := range map[string]io.Reader{
			"whole": strings.NewReader(c.input), "bytes": iotest.OneByteReader(strings.NewReader(c.input)),
			"end with data": iotest.DataErrReader(strings.NewReader(c.input)),
		} {
			for size := range 3 {
				if seeker, ok := src.(io.Seeker); ok {
					_, _ = seeker.Seek(0, io.SeekStart)
				} else if size > 0 {
					continue
				}
				detached := 0
				d := &detacher{src: src, keys: keys, detach: func() { detached++ }}
				got := readAll(t, d, size+1)
				if got != c.want || (detached == 1) != c.detached || detached > 1 {
					t.Errorf("%s, %q as %s, read by %d: %q, detached %d times", c.keys, c.input, name, size+1, got, detached)
				}
			}
		}
	}
}

// readAll reads everything with a buffer of this size.
func readAll(t *testing.T, src io.Reader, size int) string {
	t.Helper()
	got, buf := "", make([]byte, size)
	for {
		n, err := src.Read(buf)
		got += string(buf[:n])
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestDetacherFails checks that a read error is returned after the input before it.
func TestDetacherFails(t *testing.T) {
	t.Parallel()
	keys, err := parseKeys(defaultKeys)
	if err != nil {
		t.Fatal(err)
	}
	src := io.MultiReader(strings.NewReader("typed\x01"), iotest.ErrReader(io.ErrClosedPipe))
	got, err := io.ReadAll(&detacher{src: src, keys: keys, detach: func() { t.Error("detached") }})
	if string(got) != "typed\x01" || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestParseKeys parses the names of keys.
func TestParseKeys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"ctrl-a,q": "\x01q", "CTRL-A,Q": "\x01Q", "ctrl-@": "\x00", "ctrl-[": "\x1b", "ctrl-_": "\x1f", "x": "x",
		"": "", "ctrl-": "", "ctrl-ab": "", "ctrl-1": "", "esc": "", "a,,b": "",
	} {
		got, err := parseKeys(text)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}
