package cli

import (
	"bufio"
	"io"

	"github.com/openlxc/lxc/internal/output"
)

// CopyText prints text that a server sent: as it is into a pipe or a file, escaped on a terminal.
func (a *App) CopyText(src io.Reader) error {
	if !a.Streams.OutputIsTerminal() {
		_, err := io.Copy(a.Streams.Out, src)
		return err
	}
	lines := bufio.NewReaderSize(src, 64<<10)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			a.Print("%s", output.Escape(line, true))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
