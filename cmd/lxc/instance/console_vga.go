package instance

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/pkg/i18n"
)

// viewVGA serves the graphical console on a local socket and opens a SPICE viewer for it, if there is one.
func viewVGA(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name string, force bool) error {
	dir, err := os.MkdirTemp("", "lxc-vga-") // 0700: only this user can open the socket
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	vga, err := srv.StartVGA(name, force)
	if err != nil {
		return err
	}
	defer vga.Close()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	socket := filepath.Join(dir, "spice.sock")
	err = localserve.Serve(ctx, app, "unix", socket, func() (net.Conn, error) { return vga.Dial() }, func(string) {
		viewer := spiceViewer(app, socket)
		if viewer == nil {
			app.Aside(i18n.G("No SPICE viewer found (remote-viewer or spicy); connect one to %s"), "spice+unix://"+socket)
			return
		}
		cmd := exec.CommandContext(ctx, viewer[0], viewer[1:]...)
		go func() { end(errors.Join(cmd.Run(), errDetached)) }()
	})
	if errors.Is(err, errDetached) {
		return nil
	}
	return err
}

// spiceViewer returns the command line of a viewer: the user's own, in which the argument SOCKET is replaced by the path of the
// socket, otherwise the first of the usual viewers that is installed.
func spiceViewer(app *cli.App, socket string) []string {
	if c, err := app.Config(); err == nil {
		if words := strings.Fields(c.DefaultText("console_spice_command")); len(words) > 0 {
			for i := range words {
				words[i] = strings.ReplaceAll(words[i], "SOCKET", socket)
			}
			return words
		}
	}
	for _, viewer := range [][]string{{"remote-viewer", "spice+unix://" + socket}, {"spicy", "--uri=spice+unix://" + socket}} {
		if _, err := exec.LookPath(viewer[0]); err == nil {
			return viewer
		}
	}
	return nil
}
