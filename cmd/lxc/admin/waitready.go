package admin

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/i18n"
)

func waitReady(app *cli.App) *cobra.Command {
	timeout := 0
	var rest []string // ignored, as in the stock client
	cmd := app.Command(cli.Spec{
		Name: "waitready", Short: i18n.G("Wait until the local server is ready"), Example: "lxc admin waitready --timeout 60",
		Args: []cli.Arg{cli.Opt(cli.Words("[<word>...]", &rest))},
		Run: func(ctx context.Context) error {
			if timeout > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, time.Duration(timeout)*time.Second)
				defer cancel()
			}
			remote := ""
			for {
				srv, err := local(ctx, app, &remote)
				if err != nil {
					return err
				}
				if _, err = internal(srv, http.MethodGet, "/internal/ready", nil); err == nil {
					return nil
				}
				if waited := pause.For(ctx, 200*time.Millisecond); waited != nil {
					if errors.Is(ctx.Err(), context.DeadlineExceeded) {
						app.Aside(i18n.G("The server is not ready: %s"), err)
						return &cli.ExitError{Code: 124}
					}
					return waited
				}
			}
		},
	})
	cmd.Flags().IntVarP(&timeout, "timeout", "t", 0, i18n.G("Seconds to wait (0 waits forever)"))
	return cmd
}
