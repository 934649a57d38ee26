package operation

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type recordOptions struct {
	instance config.Ref
	id       string
	keep     bool
}

// record is `lxc operation output`.
func record(app *cli.App) *cobra.Command {
	var o recordOptions
	cmd := app.Command(cli.Spec{
		Name: "output", Short: i18n.G("Print the recorded output of a command"),
		Long:    i18n.G("Waits for a command started with lxc exec --no-wait to finish, prints its standard output and standard error, and deletes the recorded output on the server. The exit status is that of the command while the server remembers it, which is a few seconds; after that it is 0."),
		Example: "lxc operation output web 0190a5e2-7b1c-7d3e-8f4a-5b6c7d8e9f00",
		Args:    []cli.Arg{cli.Instance(&o.instance), cli.Word("operation", &o.id)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	cmd.Flags().BoolVar(&o.keep, "keep", false, i18n.G("Keep the recorded output on the server"))
	return cmd
}

func (o *recordOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	status := 0
	state, err := lxd.WaitOperation(srv, o.id)
	var failure error
	switch {
	case err == nil:
		if code, ok := state.Metadata["return"].(float64); ok {
			status = int(code)
		} else if state.Err != "" {
			failure = errors.New(state.Err)
		}
	case !errors.Is(err, api.ErrNotFound):
		return cli.WithObject("operation", config.Ref{Remote: o.instance.Remote, Name: o.id}, err)
	}
	for _, stream := range []struct {
		name string
		to   io.Writer
	}{{"stdout", app.Streams.Out}, {"stderr", app.Streams.Err}} {
		if err := o.print(srv, stream.name, stream.to); err != nil {
			return cli.WithObject("operation", config.Ref{Remote: o.instance.Remote, Name: o.id}, errors.Join(failure, err))
		}
	}
	if failure != nil || status != 0 {
		return &cli.ExitError{Code: max(status, 1), Err: failure}
	}
	return nil
}

// print copies a recorded stream. Newer servers keep recordings in a directory of their own.
func (o *recordOptions) print(srv lxd.InstanceServer, stream string, to io.Writer) error {
	file := "exec_" + url.PathEscape(o.id) + "." + stream
	instance := "/1.0/instances/" + url.PathEscape(o.instance.Name) + "/logs/"
	for _, path := range []string{instance + "exec-output/" + file, instance + file} {
		resp, err := srv.RawRequest(http.MethodGet, path, nil, nil)
		if err != nil {
			return err
		}
		if resp.StatusCode != http.StatusOK {
			_ = resp.Body.Close()
			continue
		}
		_, err = io.Copy(to, resp.Body)
		_ = resp.Body.Close()
		if err != nil || o.keep {
			return err
		}
		_, _, err = srv.RawQuery(http.MethodDelete, path, nil, "")
		return err
	}
	return cli.NotFound("output", i18n.F("%s was not recorded", stream))
}
