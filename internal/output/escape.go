package output

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes text from a server safe for a terminal: control characters, including C1, and invisible characters that change
// the direction or look of a line are shown as \x1b or \u202e. Tabs and line breaks are kept if lines is true.
func Escape(text string, lines bool) string {
	if !needsEscape(text, lines) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && n <= 1:
			b.WriteString(hexByte(text[0]))
			n = 1
		case !dangerous(r, lines):
			b.WriteString(text[:n])
		case r < 0x100:
			b.WriteString(hexByte(byte(r)))
		default:
			b.WriteString(hexRune(r))
		}
		text = text[n:]
	}
	return b.String()
}

func needsEscape(text string, lines bool) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c >= 0x7f {
			return strings.ContainsFunc(text, func(r rune) bool { return r == utf8.RuneError || dangerous(r, lines) })
		}
	}
	return false
}

func dangerous(r rune, lines bool) bool {
	if lines && (r == '\n' || r == '\t') {
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

const hexDigits = "0123456789abcdef"

func hexByte(c byte) string { return `\x` + string([]byte{hexDigits[c>>4], hexDigits[c&15]}) }

func hexRune(r rune) string {
	out := []byte(`\u`)
	if r > 0xffff {
		out = []byte(`\U00`)
		out = append(out, hexDigits[r>>20&15], hexDigits[r>>16&15])
	}
	return string(append(out, hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15]))
}
