package cli

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Main runs the program and returns its exit code. newRoot builds the command tree; exit leaves the program at once, for
// the second signal. The command runs in the goroutine of the caller: a new one would grow its stack again and wake a
// thread, a twentieth of the start.
func Main(newRoot func(*App) *cobra.Command, exit func(int)) int {
	app := NewApp(term.Standard())
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	app.Watch = func() {
		app.Signals = term.WatchSignals(func(sig os.Signal) {
			code := term.ExitCode(sig)
			if ctx.Err() != nil { // the second signal: leave at once
				app.Streams.Restore()
				exit(code)
			}
			cancel(&InterruptError{Code: code})
		})
	}
	defer func() {
		if failure := recover(); failure != nil {
			app.Streams.Restore()
			panic(failure)
		}
	}()
	return app.Run(ctx, newRoot, os.Args[1:])
}

// Run executes one command line and returns its exit code.
func (a *App) Run(ctx context.Context, newRoot func(*App) *cobra.Command, words []string) int {
	a.FirstWord = firstWord(words)
	a.OnlyNames = len(words) == 0 || len(words) == 1 && slices.Contains([]string{"help", "--help", "-h"}, words[0])
	root := newRoot(a)
	words, err := a.expandAliases(root, words)
	if first := firstWord(words); err == nil && first != a.FirstWord {
		a.FirstWord, a.OnlyNames = first, false // an alias stood for another command
		root = newRoot(a)
	}
	if len(words) > 0 && strings.HasPrefix(words[0], cobra.ShellCompRequestCmd) {
		a.CompleteFlags(root)
	}
	if err == nil {
		root.SetArgs(words)
		root.SetIn(a.Streams.In)
		root.SetOut(a.Streams.Out)
		root.SetErr(a.Streams.Err)
		root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
			return WithUsage(cmd, Usagef("%s", flagError(cmd, err)))
		})
		err = root.ExecuteContext(ctx)
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

// firstWord is the first word of a command line, "" where that is a flag. Of a request for completion it is the first word
// of the line that is being typed, once that word is complete.
func firstWord(words []string) string {
	if len(words) > 2 && strings.HasPrefix(words[0], cobra.ShellCompRequestCmd) {
		words = words[1:]
	}
	if len(words) == 1 && words[0] == "--version" {
		return "version" // it needs no other command
	}
	if len(words) == 0 || strings.HasPrefix(words[0], "-") {
		return ""
	}
	return words[0]
}

// flagError words the complaint of the flag parser. An unknown flag behind the name of a program to run is most likely
// meant for that program.
func flagError(cmd *cobra.Command, err error) string {
	text := err.Error()
	if strings.Contains(text, "unknown") && cmd.Annotations[runsProgram] != "" {
		text += "\n" + i18n.G("Flags of the command go after two dashes: lxc exec <instance> -- <command> …")
	}
	return text
}

// GlobalFlags adds the flags that every command has.
func (a *App) GlobalFlags(flags *pflag.FlagSet) {
	flags.StringVar(&a.Flags.Project, "project", "", i18n.G("Project to work in"))
	flags.BoolVar(&a.Flags.ForceLocal, "force-local", false, i18n.G("Use the local socket whatever the default remote is"))
	flags.BoolVarP(&a.Flags.Quiet, "quiet", "q", false, i18n.G("Suppress progress and notices"))
	flags.BoolVarP(&a.Flags.Verbose, "verbose", "v", false, i18n.G("Show more details"))
	flags.BoolVar(&a.Flags.Debug, "debug", false, i18n.G("Show debug messages (without secrets)"))
	flags.BoolVar(&a.Flags.SubCommand, "sub-commands", false, i18n.G("With --help: show hidden commands too"))
	flags.BoolVar(&a.Flags.Explain, "explain", false, i18n.G("Show how the command line is parsed, and do nothing"))
	flags.BoolVar(&a.Flags.Version, "version", false, i18n.G("Show the version of the client"))
	flags.BoolP("help", "h", false, i18n.G("Show help"))
}
