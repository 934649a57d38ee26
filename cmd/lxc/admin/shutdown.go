package admin

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func shutdown(app *cli.App) *cobra.Command {
	timeout := 0
	force := false
	cmd := app.Command(cli.Spec{
		Name: "shutdown", Short: i18n.G("Stop all instances and the local server"), Example: "lxc admin shutdown --timeout 60",
		Run: func(ctx context.Context) error {
			remote := ""
			srv, err := local(ctx, app, &remote)
			if err != nil {
				return err
			}
			q := url.Values{}
			if force {
				q.Set("force", "true")
			}
			if timeout > 0 {
				q.Set("timeout", strconv.Itoa(timeout)+"s")
			}
			_, err = internal(srv, http.MethodPut, "/internal/shutdown?"+q.Encode(), map[string]any{"force": force})
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil // the server exited before it responded
			}
			return err
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Do not wait for running operations"))
	cmd.Flags().IntVarP(&timeout, "timeout", "t", 0, i18n.G("Seconds to wait for instances to stop"))
	return cmd
}
