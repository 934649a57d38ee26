package instance

import (
	"errors"
	"io"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

const defaultKeys = "ctrl-a,q"

// parseKeys turns "ctrl-a,q" into the bytes that a terminal sends.
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

// detacher passes input on and watches for the keys that detach. A part of them that turns out to be something else is
// passed on late, not lost.
type detacher struct {
	src    io.Reader
	keys   []byte
	detach func()
	seen   int    // how many of the keys were typed
	ready  []byte // to be passed on
}

// Read returns input without the keys that detach.
func (d *detacher) Read(p []byte) (int, error) {
	for len(d.ready) == 0 {
		n, err := d.src.Read(p)
		for _, c := range p[:n] {
			if d.take(c) {
				d.detach()
				return 0, io.EOF
			}
		}
		if err != nil {
			return copy(p, d.ready), err
		}
	}
	n := copy(p, d.ready)
	d.ready = append([]byte{}, d.ready[n:]...)
	return n, nil
}

// take handles one byte and reports whether the keys are complete.
func (d *detacher) take(c byte) bool {
	if c == d.keys[d.seen] {
		d.seen++
		return d.seen == len(d.keys)
	}
	d.ready = append(d.ready, d.keys[:d.seen]...)
	d.seen = 0
	if c == d.keys[0] {
		d.seen = 1
		return len(d.keys) == 1
	}
	d.ready = append(d.ready, c)
	return false
}
