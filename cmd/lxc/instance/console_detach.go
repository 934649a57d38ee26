package instance

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

const defaultKeys = "ctrl-a,q"

// parseKeys converts "ctrl-a,q" to the bytes that a terminal sends.
func parseKeys(text string) ([]byte, error) {
	var out []byte
	for _, word := range strings.Split(text, ",") {
		letter, isCtrl := strings.CutPrefix(strings.ToLower(word), "ctrl-")
		switch {
		case isCtrl && len(letter) == 1 && strings.ContainsAny(letter, "abcdefghijklmnopqrstuvwxyz@[\\]^_"):
			out = append(out, letter[0]&0x1f)
		case !isCtrl && len(word) == 1:
			out = append(out, word[0])
		default:
			return nil, cli.Usagef(i18n.G("invalid key %q: use ctrl-LETTER or a single character"), word)
		}
	}
	return out, nil
}

var errDetached = errors.New("detached")

// detacher passes input on and watches for the detach keys. A prefix of them that turns out to be something else is passed on
// late, not lost.
type detacher struct {
	src    io.Reader
	keys   []byte
	detach func()
	typed  int    // number of detach keys typed so far
	ready  []byte // to be returned by Read
	end    error  // error after that: errDetached, or the error of src
}

// Read returns input without the detach keys.
func (d *detacher) Read(p []byte) (int, error) {
	for len(d.ready) == 0 && d.end == nil {
		n, err := d.src.Read(p)
		for _, c := range p[:n] {
			if d.take(c) {
				err = errDetached
				break
			}
		}
		if d.end = err; err != nil && !errors.Is(err, errDetached) {
			d.ready = append(d.ready, d.keys[:d.typed]...)
		}
	}
	n := copy(p, d.ready)
	d.ready = d.ready[n:]
	switch {
	case n > 0 || d.end == nil:
		return n, nil
	case errors.Is(d.end, errDetached):
		d.detach()
		return 0, io.EOF
	}
	return 0, d.end
}

// take processes one byte and reports whether the keys are complete. After a mismatch, the end of what was typed may still be a
// prefix of the keys.
func (d *detacher) take(c byte) bool {
	typed := append(append([]byte{}, d.keys[:d.typed]...), c)
	d.typed = min(len(typed), len(d.keys))
	for !bytes.HasSuffix(typed, d.keys[:d.typed]) {
		d.typed--
	}
	d.ready = append(d.ready, typed[:len(typed)-d.typed]...)
	return d.typed == len(d.keys)
}
