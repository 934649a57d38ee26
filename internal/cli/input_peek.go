package cli

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"time"

	"github.com/openlxc/lxc/pkg/i18n"
)

// inputSilence is how long a command waits for a pipe that says nothing.
const inputSilence = 30 * time.Second

// maxPeek is how far a pipe is looked into; no pipe holds more by default.
const maxPeek = 64 << 10

// mappingKey begins a YAML mapping: a bare or quoted key with its colon, or a brace.
var mappingKey = `[ \t]*(\{|[A-Za-z_][\w.-]*[ \t]*:(\s|$)|"([^"\\\n]|\\.)*"[ \t]*:|'([^'\n]|'')*'[ \t]*:)`

// skipPreamble returns what comes behind a byte order mark, blank lines, comments, directives and the mark of a document.
// ended says that more text could still change that.
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

// beginsMapping reports whether text begins as a YAML mapping, and whether more text is needed to tell.
func beginsMapping(text []byte) (yes, more bool) {
	rest, unfinished := skipPreamble(text)
	yes = regexp.MustCompile(`^` + mappingKey).Match(rest)
	return yes, !yes && unfinished
}

// awaitMapping looks into a pipe or socket, without taking anything out, until it is clear whether a YAML mapping begins
// there. Silence is an error.
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
