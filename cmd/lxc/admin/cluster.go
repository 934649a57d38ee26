package admin

import (
	"errors"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// daemonCluster is `admin cluster`. It runs the daemon's own executable, because the cluster database can only be repaired
// locally.
func daemonCluster(app *cli.App) *cobra.Command {
	program := cli.PerFlavor(app, []string{"lxd", "cluster"}, []string{"incusd", "admin", "cluster"})
	return &cobra.Command{
		Use: "cluster [<argument>...]", Short: i18n.G("Run low-level cluster administration commands (on a cluster member)"),
		DisableFlagParsing: true, SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, words []string) error {
			path := daemonProgram(program[0])
			if path == "" {
				return cli.Failed(i18n.F("%s not found: run this command on a cluster member", program[0]))
			}
			run := exec.CommandContext(cmd.Context(), path, append(program[1:], words...)...) // the executable parses the arguments
			run.Stdin, run.Stdout, run.Stderr = app.Streams.In, app.Streams.Out, app.Streams.Err
			err := run.Run()
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() > 0 {
				return &cli.ExitError{Code: exit.ExitCode()}
			}
			if err != nil {
				return cli.Failed(i18n.F("%s failed: %s", strings.Join(program, " "), err))
			}
			return nil
		},
	}
}

// daemonProgram finds the executable of a daemon, which may be outside PATH, or returns "".
func daemonProgram(name string) string {
	for _, place := range []string{name, "/usr/libexec/incus/" + name, "/usr/lib/incus/" + name, "/opt/incus/bin/" + name} {
		if path, err := exec.LookPath(place); err == nil {
			return path
		}
	}
	return ""
}
