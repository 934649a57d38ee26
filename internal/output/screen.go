package output

import (
	"io"
	"strings"
	"unicode/utf8"
)

// Screen returns a writer that makes text safe for a terminal, as Escape does, but in a form that is also valid in the strings
// of JSON and YAML. Line breaks and tabs are kept.
func Screen(w io.Writer) io.Writer { return &screen{w: w} }

type screen struct {
	w    io.Writer
	rest []byte // beginning of a character
}

// Write writes the characters that are complete.
func (s *screen) Write(p []byte) (int, error) {
	text := append(s.rest, p...)
	end := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if utf8.RuneStart(text[len(text)-back]) {
			if !utf8.FullRune(text[len(text)-back:]) {
				end = len(text) - back
			}
			break
		}
	}
	s.rest = append([]byte(nil), text[end:]...)
	if _, err := io.WriteString(s.w, ScreenText(string(text[:end]))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// ScreenText returns text as Screen writes it.
func ScreenText(text string) string {
	if !needsEscape(text, true) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && n <= 1:
			b.WriteString(hexRune(rune(text[0])))
		case dangerous(r, true):
			b.WriteString(hexRune(r))
		default:
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
	return b.String()
}

// screen returns the writer for text that is not escaped otherwise.
func (f Format) screen(w io.Writer) io.Writer {
	if f.Terminal {
		return Screen(w)
	}
	return w
}
