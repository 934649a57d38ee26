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

// login shows the page and the code of a login with OpenID Connect, in the form that scripts of the stock client read, and
// opens the page in a browser.
func (a *App) login(address, code string) {
	text := fmt.Sprintf("URL: %s\nCode: %s\n\n", address, code)
	a.Print("%s", a.Shown(text, true))
	if !a.Streams.OutputIsTerminal() && a.Streams.ErrIsTerminal() {
		fmt.Fprint(a.Streams.Err, output.Escape(text, true)) // the person sees only this
	}
	// A browser that cannot be started changes nothing: the page can be opened anywhere.
	if cmd := browse(address); cmd != nil && cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}

// browse is the program that BROWSER names, else that of the desktop, with the address as its only further argument, or nil.
// The address is a server's: it is never evaluated, and must be one of the web.
func browse(address string) *exec.Cmd {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return nil
	}
	words := browser()
	if len(words) == 0 {
		return nil
	}
	return exec.Command(words[0], append(words[1:], address)...) //nolint:noctx // it stays when this program ends
}

// browser is the program to start: BROWSER may carry arguments.
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
