package backupfile

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Open opens a backup file, or standard input for "-", and shows progress while it is read. The caller calls the returned
// function when done.
func Open(app *cli.App, file string) (io.Reader, func(), error) {
	if file == "-" {
		return app.Streams.In, func() {}, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		_ = f.Close()
		return nil, nil, errors.Join(err, cli.Usagef(i18n.G("%s is not a file"), file))
	}
	line := app.Progress(i18n.G("Importing"))
	src := &counted{f, progress.NewReader(f, line, info.Size())}
	return src, func() { line.Done(); _ = f.Close() }, nil
}

// counted is a file that reports the bytes read. It remains seekable, so that the length can be sent.
type counted struct {
	*os.File
	reader *progress.Reader
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) { return c.reader.Read(p) }

// ObjectName derives the name of an object from its backup file: the base name up to the first dot.
func ObjectName(file string) string {
	base := file[strings.LastIndexByte(file, '/')+1:]
	name, _, _ := strings.Cut(base, ".")
	return name
}
