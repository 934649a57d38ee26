package instance

import (
	"context"
	"errors"
	"io"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// attachConsole connects the terminal to the console of an instance until <ctrl>+a q is typed or the instance ends.
func attachConsole(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name, kind string) error {
	if kind != "console" {
		return cli.Usagef(i18n.G("unknown console %q; there are: console"), kind)
	}
	app.Note("%s", i18n.G("To detach from the console, press: <ctrl>+a q"))
	width, height := app.Streams.Size()
	return app.Streams.Raw(ctx, func(ctx context.Context) error {
		ctx, leave := context.WithCancelCause(ctx)
		defer leave(nil)
		args := lxd.InstanceExecArgs{
			Stdin: io.NopCloser(&detacher{src: app.Streams.In, detach: func() { leave(errDetached) }}), Stdout: keepOpen{app.Streams.Out},
		}
		s, err := srv.StartConsole(name, api.InstanceConsolePost{Width: width, Height: height, Type: "console"}, args)
		if err != nil {
			return err
		}
		defer s.Close()
		go func() {
			for size := range app.Streams.Resizes(ctx) {
				_ = s.Resize(size.Width, size.Height)
			}
		}()
		_, err = s.Wait(ctx)
		if errors.Is(err, errDetached) || errors.Is(err, lxd.ErrSessionLost) {
			return nil
		}
		return err
	})
}

var errDetached = errors.New("detached")

// detacher passes input on and watches for <ctrl>+a q.
type detacher struct {
	src     io.Reader
	detach  func()
	escaped bool
}

// Read returns input without the keys that detach.
func (d *detacher) Read(p []byte) (int, error) {
	n, err := d.src.Read(p)
	for i, c := range p[:n] {
		if d.escaped && c == 'q' {
			d.detach()
			return max(i-1, 0), io.EOF
		}
		d.escaped = c == 0x01
	}
	return n, err
}
