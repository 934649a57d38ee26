package cli

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// TestBeginsMapping distinguishes configuration from lists of names.
func TestBeginsMapping(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("# comment\n", 3000)
	for text, want := range map[string]bool{
		"config:\n": true, `{"config": {}}`: true, "\"config\": {}\n": true, "'config':\n": true, "  config:\n": true,
		"\ufeffconfig: {}\n": true, "%YAML 1.1\n---\nconfig: {}\n": true, "--- {config: {}}\n": true, long + "config:\n": true,
		"web\ndb\n": false, "https://x\n": false, "a b: c\n": false, "- a\n": false, "": false, "# only\n": false,
	} {
		if got, _ := beginsMapping([]byte(text)); got != want {
			t.Errorf("%.40q: %v", text, got)
		}
	}
}

// waiting is a context without an end that calls then when it is first waited for: what came before that has been looked at.
type waiting struct {
	then   func()
	waited bool
}

// Done implements context.Context.
func (w *waiting) Done() <-chan struct{} {
	if !w.waited {
		w.waited = true
		w.then()
	}
	return nil
}

// Deadline implements context.Context.
func (*waiting) Deadline() (time.Time, bool) { return time.Time{}, false }

// Err implements context.Context.
func (*waiting) Err() error { return nil }

// Value implements context.Context.
func (*waiting) Value(any) any { return nil }

// TestAwaitMapping waits for a late writer, does not consume a list, and gives up on silence.
func TestAwaitMapping(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"conf|ig: {}\n": true, "|{\"config\":{}}": true, "we|b\ndb\n": false, "|": false} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		first, second, _ := strings.Cut(text, "|")
		if _, err := io.WriteString(w, first); err != nil {
			t.Fatal(err)
		}
		ctx := &waiting{then: func() {
			_, _ = io.WriteString(w, second)
			w.Close()
		}}
		got, err := awaitMapping(ctx, r, time.Minute)
		if !ctx.waited {
			t.Errorf("%q: the answer came before the rest", text)
		}
		if err != nil || got != want {
			t.Errorf("%q: %v %v", text, got, err)
		}
		if rest, _ := io.ReadAll(r); string(rest) != first+second {
			t.Errorf("%q: only %q is left", text, rest)
		}
		r.Close()
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if _, err := awaitMapping(context.Background(), r, 50*time.Millisecond); err == nil {
		t.Error("silence is no error")
	}
}
