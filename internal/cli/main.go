package cli

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Tree builds the commands needed for a command line, or all of them if there is none.
type Tree func(app *App, words ...string) *cobra.Command

// Main runs the program and returns its exit code. args[0] is the name it was called by. exit is called on the second signal
// to exit immediately. The command runs in the caller's goroutine: a new one would have to grow its stack and wake a thread,
// 5 % of the start-up time.
func Main(args []string, tree Tree, exit func(int)) int {
	app := NewApp(term.Standard())
	app.SetProgram(args[0])
	app.PluginPath = os.Getenv("PATH")
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	app.Signals = term.NewSignals(func(sig os.Signal) {
		code := term.ExitCode(sig)
		if ctx.Err() != nil { // second signal: exit immediately
			app.Streams.Restore()
			exit(code)
		}
		cancel(&InterruptError{Code: code})
	})
	defer func() {
		if failure := recover(); failure != nil {
			app.Streams.Restore()
			panic(failure)
		}
	}()
	return app.Run(ctx, tree, args[1:])
}

// Run executes one command line and returns its exit code.
func (a *App) Run(ctx context.Context, tree Tree, words []string) int {
	a.passphrase = func(file string) (string, error) {
		return a.Streams.Password(ctx, i18n.F("Passphrase for %s: ", file))
	}
	if len(words) == 0 {
		words = []string{"help"} // an empty command line prints the help
	}
	a.tree = tree
	root := tree(a, words...)
	expanded, alias, err := a.expandAliases(root, words)
	if err == nil && alias != "" {
		root, words, err = a.underAlias(alias, expanded)
	}
	if len(words) > 0 && strings.HasPrefix(words[0], cobra.ShellCompRequestCmd) {
		a.CompleteFlags(root)
		a.completePlugins(root)
	}
	if err == nil {
		err = a.execute(ctx, root, words)
	}
	if failed := a.printFailure.Load(); err == nil && failed != nil {
		err = *failed
	}
	if err == nil {
		return 0
	}
	if ctx.Err() != nil && !errors.Is(err, context.Cause(ctx)) && errors.Is(err, context.Canceled) {
		err = context.Cause(ctx)
	}
	a.Explain(err)
	return ExitCode(err)
}

// execute runs a built-in command or a plugin.
func (a *App) execute(ctx context.Context, root *cobra.Command, words []string) error {
	if file, before, args := a.findPlugin(root, words); file != "" {
		return a.runPlugin(ctx, root, file, before, args)
	}
	root.SetArgs(words)
	root.SetIn(a.Streams.In)
	root.SetOut(a.Streams.Out)
	root.SetErr(a.Streams.Err)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return WithUsage(cmd, Usagef("%s", flagError(cmd, err)))
	})
	return root.ExecuteContext(ctx)
}

// flagError returns the message for an error of the flag parser. An unknown flag after the name of a program to run is
// probably meant for that program.
func flagError(cmd *cobra.Command, err error) string {
	text := err.Error()
	if strings.Contains(text, "unknown") && cmd.Annotations[runsProgram] != "" {
		text += "\n" + i18n.G("Put -- before the command: lxc exec <instance> -- <command> …")
	}
	return text
}

// GlobalFlags declares the flags of all commands.
func (a *App) GlobalFlags(flags *pflag.FlagSet) {
	flags.StringVar(&a.Flags.Project, "project", "", i18n.G("Project to work in"))
	flags.BoolVar(&a.Flags.ForceLocal, "force-local", false, i18n.G("Use the local server, ignoring the default remote"))
	flags.BoolVarP(&a.Flags.Quiet, "quiet", "q", false, i18n.G("Suppress progress and notices"))
	flags.BoolVarP(&a.Flags.Verbose, "verbose", "v", false, i18n.G("Show more details"))
	flags.BoolVar(&a.Flags.Debug, "debug", false, i18n.G("Show debug messages (without secrets)"))
	flags.BoolVar(&a.Flags.SubCommand, "sub-commands", false, i18n.G("With --help, also show hidden commands"))
	flags.BoolVar(&a.Flags.Explain, "explain", false, i18n.G("Show how the command line is parsed, and do nothing"))
	flags.BoolVar(&a.Flags.ShowSecrets, "show-secrets", false, i18n.G("Show secret values on a terminal"))
	flags.BoolVar(&a.Flags.Version, "version", false, i18n.G("Show the version of the client"))
	flags.StringVar(&a.Flags.Color, "color", "auto", i18n.G("Use colors: auto, always or never"))
	flags.BoolVar(&a.Flags.NoPager, "no-pager", false, i18n.G("Do not show long texts with a pager"))
	flags.BoolP("help", "h", false, i18n.G("Show help"))
}
