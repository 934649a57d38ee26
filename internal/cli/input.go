package cli

import (
	"context"
	"io"
	"io/fs"
	"os"
	"regexp"
	"time"

	"github.com/openlxc/lxc/pkg/i18n"
)

// inputPatience is how long a pipe may take to deliver its first bytes before it counts as having nothing to say.
const inputPatience = 300 * time.Millisecond

const maxInput = 4 << 20 // bytes of YAML

// ReadInput returns the YAML on standard input of commands that take it there without being told to, where the older stock
// clients do not read it at all (profile create, project create …). The rule, so that `lxc profile create p < p.yaml` and
// `cat p.yaml | lxc profile create p` work, and neither an open silent pipe nor a `while read` loop is harmed:
//
//   - a regular file is read when nobody has read from it before (its offset is 0);
//   - a pipe or socket is looked into without taking anything out; only when it begins with a YAML mapping of
//     configuration (a line such as `config:` or `description: x`) within a moment is it read to its end;
//   - a terminal, a device such as /dev/null, and anything else is left alone.
func (a *App) ReadInput() ([]byte, error) {
	f, isFile := a.Streams.In.(*os.File)
	if !isFile {
		return readConfiguration(a.Streams.In)
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice != 0 {
		return nil, nil //nolint:nilerr // a closed standard input has nothing to say
	}
	if info.Mode().IsRegular() {
		if at, err := f.Seek(0, io.SeekCurrent); err != nil || at != 0 {
			return nil, nil //nolint:nilerr // somebody else is reading this file
		}
		return readConfiguration(f)
	}
	if !looksLikeConfiguration(peek(f, inputPatience)) {
		return nil, nil
	}
	return readConfiguration(f)
}

// ReadInstanceInput returns the YAML on standard input of launch, init and create. It waits for the first byte or the end of a
// pipe or socket; what begins as a YAML mapping is read whole, anything else stays where it is, and half a minute of
// silence is an error: no instance is made without the configuration that was meant for it.
func (a *App) ReadInstanceInput(ctx context.Context) ([]byte, error) {
	f, isFile := a.Streams.In.(*os.File)
	if !isFile {
		return readConfiguration(a.Streams.In)
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice != 0 || info.Mode().IsRegular() {
		return a.ReadRedirected()
	}
	mapping, err := awaitMapping(ctx, f, inputSilence)
	if err != nil || !mapping {
		return nil, err
	}
	return readConfiguration(f)
}

// ReadRedirected returns what a regular file on standard input holds, when nobody has read from it before. Pipes are left
// alone: they may belong to a loop around the command.
func (a *App) ReadRedirected() ([]byte, error) {
	f, isFile := a.Streams.In.(*os.File)
	if !isFile {
		return readConfiguration(a.Streams.In)
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil //nolint:nilerr // a closed standard input has nothing to say
	}
	if at, err := f.Seek(0, io.SeekCurrent); err != nil || at != 0 {
		return nil, nil //nolint:nilerr // somebody else is reading this file
	}
	return readConfiguration(f)
}

func readConfiguration(src io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(src, maxInput+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxInput {
		return nil, Usagef(i18n.G("standard input is larger than %d MiB"), maxInput>>20)
	}
	return data, nil
}

// looksLikeConfiguration reports whether text begins like the YAML of an instance, profile or the like: behind comments
// and blank lines, a line with a lower-case key and a colon.
func looksLikeConfiguration(text []byte) bool {
	return regexp.MustCompile(`^(\s*(#.*|---\s*)?\n)*[a-z][a-z_]*:(\s|$)`).Match(text)
}
