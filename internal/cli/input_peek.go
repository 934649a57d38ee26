package cli

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"time"

	"github.com/openlxc/lxc/pkg/i18n"
)

// inputSilence is how long a command waits for the first byte from a pipe.
const inputSilence = 30 * time.Second

// maxPeek is the number of bytes to peek at, the default capacity of a pipe.
const maxPeek = 64 << 10

// mappingKey matches the start of a YAML mapping: a bare or quoted key with its colon, or a brace.
var mappingKey = `[ \t]*(\{|[A-Za-z_][\w.-]*[ \t]*:(\s|$)|"([^"\\\n]|\\.)*"[ \t]*:|'([^'\n]|'')*'[ \t]*:)`

// skipPreamble skips the byte order mark, blank lines, comments, directives and document markers. ended reports that text
// ends within the preamble.
func skipPreamble(text []byte) (rest []byte, ended bool) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for {
		line, after, whole := bytes.Cut(text, []byte("\n"))
		trimmed := bytes.TrimSpace(line)
		mark := bytes.HasPrefix(trimmed, []byte("---"))
		switch {
		case mark && len(bytes.TrimSpace(trimmed[3:])) > 0 && !bytes.HasPrefix(bytes.TrimSpace(trimmed[3:]), []byte("#")):
			return trimmed[3:], !whole
		case len(trimmed) > 0 && trimmed[0] != '#' && trimmed[0] != '%' && !mark:
			return text, !whole
		case !whole:
			return nil, true
		}
		text = after
	}
}

// beginsMapping reports whether text begins with a YAML mapping, and whether more text is needed to decide.
func beginsMapping(text []byte) (yes, more bool) {
	rest, unfinished := skipPreamble(text)
	yes = regexp.MustCompile(`^` + mappingKey).Match(rest)
	return yes, !yes && unfinished
}

// awaitMapping peeks at a pipe or socket, without consuming anything, until it is clear whether it begins with a YAML
// mapping. Silence is an error.
func awaitMapping(ctx context.Context, f *os.File, silence time.Duration) (bool, error) {
	var seen int
	last := time.Now()
	for pause := time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		text, ended := peekAll(f, maxPeek)
		yes, more := beginsMapping(text)
		if yes || ended || !more && len(text) > 0 || len(text) == maxPeek {
			return yes, nil
		}
		if len(text) > seen {
			seen, last = len(text), time.Now()
		}
		if time.Since(last) > silence {
			return false, Usagef("%s", i18n.G("timed out waiting for standard input: redirect a configuration, or use < /dev/null"))
		}
		select {
		case <-ctx.Done():
			return false, context.Cause(ctx)
		case <-time.After(pause):
		}
	}
}
