package cli

import (
	"bufio"
	"io"
	"os"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
)

// CopyText prints text from a server: unchanged to a pipe or file, escaped on a terminal.
func (a *App) CopyText(src io.Reader) error {
	if !a.Streams.OutputIsTerminal() {
		_, err := io.Copy(a.Streams.Out, src)
		return err
	}
	lines := bufio.NewReaderSize(src, 64<<10)
	for {
		line, err := lines.ReadString('\n')
		if text, whole := strings.CutSuffix(line, "\n"); whole { // consoles end lines with CR LF
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

// ReadCertificate reads a certificate and its key from PEM files.
func ReadCertificate(certFile, keyFile string) (cert, key []byte, err error) {
	if cert, err = os.ReadFile(certFile); err != nil {
		return nil, nil, err
	}
	key, err = os.ReadFile(keyFile)
	return cert, key, err
}

// ReplaceServerCertificate updates the pinned certificate of a remote after the server's own was replaced. Unix sockets have
// none.
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
