// Package root assembles the command tree.
package root

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// New builds the commands needed for a command line, or all commands if there are no words. It reads no files and opens no
// connections.
func New(app *cli.App, words ...string) *cobra.Command {
	root := &cobra.Command{
		Use: app.Program, Short: i18n.G("Command-line client for LXD and Incus servers"),
		Long:          i18n.G("Manage containers and virtual machines on LXD and Incus servers. Prefix names with a remote to work on another server: lxc list prod:, lxc exec prod:web -- bash."),
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.ArbitraryArgs,
	}
	root.RunE = func(cmd *cobra.Command, words []string) error {
		if app.Flags.Version {
			app.Print("%s\n", cli.Version)
			return nil
		}
		if len(words) > 0 {
			return unknown(cmd, words[0])
		}
		return cmd.Help()
	}
	app.GlobalFlags(root.PersistentFlags())
	root.Flags().BoolVarP(&app.Flags.All, "all", "a", false, i18n.G("Show all commands, including less common ones"))

	root.SetHelpFunc(help(app))
	root.SetHelpCommandGroupID("client")
	if addAreas(app, root, words) {
		root.CompletionOptions.DisableDefaultCmd = true
		return root
	}
	root.SetCompletionCommandGroupID("client")
	root.AddCommand(exitCodes(), globalFlags(), manpage(app))
	return root
}

func unknown(cmd *cobra.Command, word string) error {
	return cli.WithUsage(cmd, cli.UnknownCommand(cmd, word))
}
