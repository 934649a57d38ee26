package term

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestAskReadsLines(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := strings.NewReader("one\ntwo\nrest")
	for _, want := range []string{"one", "two"} {
		s := &Streams{In: in, Out: &out, Err: io.Discard} // like a separate process
		if got, err := s.Ask(t.Context(), "? "); err != nil || got != want {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	s := &Streams{In: in, Out: &out, Err: io.Discard}
	if got, err := s.Secret(t.Context(), "? "); err != nil || got != "rest" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := s.Ask(t.Context(), "? "); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	if out.String() != "? ? ? ? " {
		t.Errorf("%q", out.String())
	}
}

func TestAskGivesUpOnSilence(t *testing.T) {
	t.Parallel()
	in, hold := io.Pipe()
	defer hold.Close()
	s := &Streams{In: in, Out: io.Discard, Err: io.Discard, Patience: time.Millisecond}
	if _, err := s.Ask(t.Context(), "? "); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
}
