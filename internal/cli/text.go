package cli

import (
	"bufio"
	"io"
	"os"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

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
		if text, whole := strings.CutSuffix(line, "\n"); whole { // consoles end lines with a carriage return
			line = strings.TrimRight(text, "\r") + "\n"
		}
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

// ReadCertificate reads the files of a certificate and of its key, in PEM.
func ReadCertificate(certFile, keyFile string) (cert, key []byte, err error) {
	if cert, err = os.ReadFile(certFile); err != nil {
		return nil, nil, err
	}
	key, err = os.ReadFile(keyFile)
	return cert, key, err
}

// ReplaceServerCertificate stores the new certificate of a server that was just given it. A local one needs none.
func (a *App) ReplaceServerCertificate(remote string, text []byte) error {
	c, err := a.Config()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(c.Remotes[remote].Addr, "https://") {
		return nil
	}
	cert, err := lxd.ParseCertificate(string(text))
	if err != nil {
		return err
	}
	return c.SaveServerCertificate(remote, cert)
}
