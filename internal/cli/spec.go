package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// Spec declares a command. Usage, arity, parsing and completion of its arguments derive from Args.
type Spec struct {
	Name    string
	Aliases []string
	Short   string
	Long    string
	Example string
	Args    []Arg
	Hidden  bool
	// NoSignals marks commands that only show local information. They need no cleanup on a signal, and not handling signals
	// saves two threads.
	NoSignals bool
	// HelpToErr prints the help for missing arguments to standard error, as the stock clients do.
	HelpToErr bool
	// RunsProgram marks commands whose last arguments are the command line of another program, with its own flags.
	RunsProgram bool
	// Shows marks commands that print an object, using App.Show or App.ShowCreated. They get the flags for output formats.
	Shows bool
	// Check validates arguments and flags together. It sends no request.
	Check func() error
	Run   func(ctx context.Context) error
}

// runsProgram is the annotation for Spec.RunsProgram.
const runsProgram = "runs-program"

// Command builds a command from its declaration. It reads no files and opens no connections.
func (a *App) Command(s Spec) *cobra.Command {
	words := []string{s.Name}
	for _, arg := range s.Args {
		if usage := arg.usage(); usage != "" {
			words = append(words, usage)
		}
	}
	cmd := &cobra.Command{
		Use: strings.Join(words, " "), Aliases: s.Aliases, Short: s.Short, Long: s.Long, Example: indent(s.Example),
		Hidden: s.Hidden, SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: false,
	}
	if s.RunsProgram {
		cmd.Annotations = map[string]string{runsProgram: "yes"}
	}
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if a.Flags.Version {
			a.Print("%s\n", Version)
			return nil
		}
		a.saveFirst(cmd.Context())
		if err := a.checkColor(); err != nil {
			return a.orHelp(cmd, err, s.HelpToErr)
		}
		if err := parse(a, s.Args, words); err != nil {
			return a.orHelp(cmd, err, s.HelpToErr)
		}
		if cmd.Flags().Lookup("output") != nil { // refuse an invalid format before anything is done
			if _, err := a.Format("yaml"); err != nil {
				return a.orHelp(cmd, err, s.HelpToErr)
			}
		}
		if s.Check != nil {
			if err := s.Check(); err != nil {
				return a.orHelp(cmd, err, s.HelpToErr)
			}
		}
		if a.Flags.Explain {
			a.explainWords(cmd, s.Args, words)
			return nil
		}
		if !s.NoSignals {
			a.Signals.Start()
		}
		ctx := cmd.Context()
		err := s.Run(ctx)
		if err == nil && s.Shows && ctx.Err() != nil {
			err = context.Cause(ctx) // what is shown lacks what was not answered any more
		}
		return a.orHelp(cmd, err, s.HelpToErr)
	}
	if s.Shows {
		a.objectFlags(cmd)
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, words []string, word string) ([]string, cobra.ShellCompDirective) {
		return complete(cmd, a, s.Args, words, word)
	}
	return cmd
}

// Group builds a command that only has subcommands.
func (a *App) Group(name, short string, lists ...[]*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: short, SilenceErrors: true, SilenceUsage: true}
	for _, list := range lists {
		cmd.AddCommand(list...)
	}
	ownNames(cmd)
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if a.Flags.Version {
			a.Print("%s\n", Version)
			return nil
		}
		a.saveFirst(cmd.Context())
		if len(words) > 0 {
			return WithUsage(cmd, UnknownCommand(cmd, words[0]))
		}
		return a.showHelp(cmd, true)
	}
	return cmd
}

// StdoutHelp makes a group print its help to standard output when the subcommand is missing.
func (a *App) StdoutHelp(group *cobra.Command) *cobra.Command {
	run := group.RunE
	group.RunE = func(cmd *cobra.Command, words []string) error {
		if len(words) == 0 && !a.Flags.Version {
			return a.showHelp(cmd, false)
		}
		return run(cmd, words)
	}
	return group
}

// Lenient makes a group print its help for unknown subcommands, as the stock clients do for some groups.
func (a *App) Lenient(group *cobra.Command) *cobra.Command {
	run := group.RunE
	group.RunE = func(cmd *cobra.Command, words []string) error {
		if a.Flags.Version {
			return run(cmd, words)
		}
		return a.showHelp(cmd, false)
	}
	return group
}

// ownNames drops aliases that collide with a sibling's name, such as add.
func ownNames(group *cobra.Command) {
	for _, c := range group.Commands() {
		c.Aliases = slices.DeleteFunc(c.Aliases, func(alias string) bool {
			return slices.ContainsFunc(group.Commands(), func(other *cobra.Command) bool { return other.Name() == alias })
		})
	}
}

func indent(text string) string {
	if text == "" {
		return ""
	}
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}
