//go:build unix

package term

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// TestScreen checks that the screen is restored however the work ends, and that keys are passed to it.
func TestScreen(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	for name, end := range map[string]error{"return": nil, "error": failed, "panic": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, person := onPty(t)
			before := stateOf(t, person)
			shown := make(chan string, 1)
			go func() {
				var text []byte
				for buf := make([]byte, 64); !slices.Equal(text[max(0, len(text)-len(leaveScreen)):], []byte(leaveScreen)); {
					n, err := person.Read(buf)
					if err != nil {
						break
					}
					text = append(text, buf[:n]...)
				}
				shown <- string(text)
			}()
			func() {
				defer func() { _ = recover() }()
				err := s.Screen(t.Context(), func(_ context.Context, keys <-chan string) error {
					isRaw(t, s, before)
					if _, err := person.WriteString("q"); err != nil {
						t.Error(err)
					}
					if key := <-keys; key != "q" {
						t.Errorf("key %q", key)
					}
					if name == "panic" {
						panic("on purpose")
					}
					return end
				})
				if !errors.Is(err, end) {
					t.Error(err)
				}
			}()
			if text := <-shown; text != enterScreen+leaveScreen {
				t.Errorf("%q", text)
			}
			if stateOf(t, person) != before {
				t.Error("the terminal is still raw")
			}
		})
	}
}

// TestScreenEnds checks that the screen ends with the input and leaves no reader behind.
func TestScreenEnds(t *testing.T) {
	t.Parallel()
	s, person := onPty(t)
	go func() {
		for buf := make([]byte, 64); ; {
			if _, err := person.Read(buf); err != nil {
				return
			}
		}
	}()
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Screen(ctx, func(_ context.Context, keys <-chan string) error {
		cancel()
		for range keys { // closed at the end of the context
			t.Error("a key that was not typed")
		}
		return context.Cause(ctx)
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestKeys checks that keys are reported by name or as what they type.
func TestKeys(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]string{
		"qä/":                       {"q", "ä", "/"},
		"\x1b":                      {KeyEscape},
		"\x1b[A\x1b[B\x1bOA\x1b[5~": {KeyUp, KeyDown, KeyUp},
		"\r\n\x7f\b\x03\x01x":       {KeyEnter, KeyEnter, KeyBackspace, KeyBackspace, KeyInterrupt, "x"},
		"\x1b[1;5Bs":                {KeyDown, "s"},
		"\x1bs":                     {KeyEscape, "s"},
	} {
		keys := make(chan string, 10)
		if !sendKeys(t.Context(), []byte(typed), keys) {
			t.Error("interrupted")
		}
		close(keys)
		if got := slices.Collect(func(yield func(string) bool) {
			for k := range keys {
				yield(k)
			}
		}); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
