package term

import (
	"context"
	"io"
	"os"
	"sync"
	"unicode/utf8"
)

// Keys that Screen reports by name; other keys are reported as the character they type.
const (
	KeyEnter     = "enter"
	KeyEscape    = "escape"
	KeyBackspace = "backspace"
	KeyUp        = "up"
	KeyDown      = "down"
	KeyInterrupt = "ctrl-c"
)

// Escape sequences that enter and leave the alternate screen, and hide and show the cursor.
const (
	enterScreen = "\x1b[?1049h\x1b[?25l"
	leaveScreen = "\x1b[?25h\x1b[?1049l"
)

// Screen runs work with the alternate screen of the terminal, in raw mode, and passes it the keys that are typed. The terminal
// is restored when work returns, fails or panics, and by Restore.
func (s *Streams) Screen(ctx context.Context, work func(ctx context.Context, keys <-chan string) error) error {
	return s.Raw(ctx, func(ctx context.Context) error {
		if err := s.enterScreen(); err != nil {
			return err
		}
		ctx, leave := context.WithCancel(ctx)
		keys := make(chan string)
		var reading sync.WaitGroup
		defer reading.Wait() // nothing reads from the terminal afterwards
		defer leave()
		if f, ok := s.In.(*os.File); ok {
			reading.Go(func() {
				defer close(keys)
				readKeys(ctx, f, keys)
			})
		}
		return work(ctx, keys)
	})
}

func (s *Streams) enterScreen() error {
	if _, err := io.WriteString(s.Out, enterScreen); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	cooked := s.restore
	s.restore = func() {
		_, _ = io.WriteString(s.Out, leaveScreen)
		if cooked != nil {
			cooked()
		}
	}
	return nil
}

// sendKeys sends keys until ctx ends, and reports whether it has not ended.
func sendKeys(ctx context.Context, typed []byte, keys chan<- string) bool {
	for len(typed) > 0 {
		key, n := nextKey(typed)
		typed = typed[n:]
		if key == "" {
			continue
		}
		select {
		case keys <- key:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// nextKey returns the first key in what a terminal sent and its length in bytes; the key is "" if it is unknown.
func nextKey(typed []byte) (key string, n int) {
	switch c := typed[0]; {
	case c == '\x1b' && len(typed) > 2 && (typed[1] == '[' || typed[1] == 'O'):
		n = 2
		for n < len(typed)-1 && (typed[n] < '@' || typed[n] > '~') {
			n++
		}
		return map[byte]string{'A': KeyUp, 'B': KeyDown}[typed[n]], n + 1
	case c == '\x1b':
		return KeyEscape, 1
	case c == '\r', c == '\n':
		return KeyEnter, 1
	case c == '\b', c == '\x7f':
		return KeyBackspace, 1
	case c == '\x03':
		return KeyInterrupt, 1
	case c < ' ':
		return "", 1
	}
	_, n = utf8.DecodeRune(typed)
	return string(typed[:n]), n
}
