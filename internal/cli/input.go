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

// inputPatience is how long a pipe may take to deliver its first bytes before it is considered empty.
const inputPatience = 300 * time.Millisecond

const maxInput = 4 << 20 // bytes of YAML

// ReadInput returns YAML from standard input for commands that read it without being told to, although older stock clients
// do not (profile create, project create …). Both `lxc profile create p < p.yaml` and `cat p.yaml | lxc profile create p`
// must work, without hanging on an open but silent pipe or consuming the input of a `while read` loop. Therefore:
//
//   - a regular file is read if its offset is 0, that is if nothing has been read from it;
//   - a pipe or socket is peeked at without consuming anything, and read to its end only if it soon begins with a YAML
//     mapping of configuration (a line such as `config:` or `description: x`);
//   - a terminal, a device such as /dev/null, and anything else is ignored.
func (a *App) ReadInput() ([]byte, error) {
	f, isFile := a.Streams.In.(*os.File)
	if !isFile {
		return readConfiguration(a.Streams.In)
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&fs.ModeCharDevice != 0 {
		return nil, nil //nolint:nilerr // standard input is closed
	}
	if info.Mode().IsRegular() {
		if at, err := f.Seek(0, io.SeekCurrent); err != nil || at != 0 {
			return nil, nil //nolint:nilerr // something else is reading this file
		}
		return readConfiguration(f)
	}
	if !looksLikeConfiguration(peek(f, inputPatience)) {
		return nil, nil
	}
	return readConfiguration(f)
}

// ReadInstanceInput returns YAML from standard input for launch, init and create. It waits for the first byte or the end of
// a pipe or socket. A YAML mapping is read to the end, anything else is not consumed, and silence for inputSilence is an
// error, so that no instance is created without its configuration.
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

// ReadRedirected returns the content of a regular file on standard input if nothing has been read from it. Pipes are
// ignored: they may belong to a loop around the command.
func (a *App) ReadRedirected() ([]byte, error) {
	f, isFile := a.Streams.In.(*os.File)
	if !isFile {
		return readConfiguration(a.Streams.In)
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, nil //nolint:nilerr // standard input is closed
	}
	if at, err := f.Seek(0, io.SeekCurrent); err != nil || at != 0 {
		return nil, nil //nolint:nilerr // something else is reading this file
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

// looksLikeConfiguration reports whether text begins like the YAML of an instance or profile: after comments and blank
// lines, a line with a lower-case key and a colon.
func looksLikeConfiguration(text []byte) bool {
	return regexp.MustCompile(`^(\s*(#.*|---\s*)?\n)*[a-z][a-z_]*:(\s|$)`).Match(text)
}
