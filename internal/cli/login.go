package cli

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"github.com/openlxc/lxc/internal/output"
)

// login shows the URL and code of an OpenID Connect login, in the format that scripts expect from the stock client, and
// opens the URL in a browser.
func (a *App) login(address, code string) {
	text := fmt.Sprintf("URL: %s\nCode: %s\n\n", address, code)
	a.Print("%s", a.Shown(text, true))
	if !a.Streams.OutputIsTerminal() && a.Streams.ErrIsTerminal() {
		fmt.Fprint(a.Streams.Err, output.Escape(text, true)) // only a person sees this
	}
	// A failure to start the browser is ignored: the user can open the URL anywhere.
	if cmd := browse(address); cmd != nil && cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}

// browse returns the command that opens address: $BROWSER, or else the desktop's opener, or nil if there is none. The
// address comes from the server: it must be http or https, and is passed as a single argument, never to a shell.
func browse(address string) *exec.Cmd {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return nil
	}
	words := browser()
	if len(words) == 0 {
		return nil
	}
	return exec.Command(words[0], append(words[1:], address)...) //nolint:noctx // the browser outlives this program
}

// browser returns the command to start. BROWSER may contain arguments.
func browser() []string {
	name := os.Getenv("BROWSER")
	if name == "" {
		name = map[string]string{"darwin": "open", "linux": "xdg-open"}[runtime.GOOS]
	}
	if _, err := exec.LookPath(name); err == nil {
		return []string{name}
	}
	return strings.Fields(name)
}
