package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// Spec declares a command. Usage, arity, parsing and completion of the arguments all come from Args.
type Spec struct {
	Name    string
	Aliases []string
	Short   string
	Long    string
	Example string
	Args    []Arg
	Hidden  bool
	// Quick says that the command only shows what this client knows: a signal may end it at any moment, and receiving
	// signals, which takes two threads, is saved.
	Quick bool
	// HelpToErr says that the help which stands for a command without words goes to standard error, as stock clients do it.
	HelpToErr bool
	Run       func(ctx context.Context) error
}

// Arg is one positional argument.
type Arg struct {
	Usage    string
	Optional bool
	Repeat   bool // takes all that follow
	// Matches decides whether an optional argument takes a word; nil means any.
	Matches func(word string) bool
	Set     func(app *App, words []string) error
	// Complete proposes words.
	Complete func(ctx context.Context, app *App, word string) []string
}

// Command builds a command from its declaration. It does nothing else: no file is read, nothing is connected.
func (a *App) Command(s Spec) *cobra.Command {
	words := []string{s.Name}
	for _, arg := range s.Args {
		words = append(words, arg.usage())
	}
	cmd := &cobra.Command{
		Use: strings.Join(words, " "), Aliases: s.Aliases, Short: s.Short, Long: s.Long, Example: indent(s.Example),
		Hidden: s.Hidden, SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: false,
	}
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if a.Flags.Version {
			a.Print("%s\n", Version)
			return nil
		}
		a.saveFirst(cmd.Context())
		if err := parse(a, s.Args, words); err != nil {
			return a.orHelp(cmd, err, s.HelpToErr)
		}
		if a.Flags.Explain {
			a.explainWords(cmd, s.Args, words)
			return nil
		}
		if a.ParseOnly {
			return nil
		}
		if a.Watch != nil && !s.Quick {
			a.Watch()
		}
		return a.orHelp(cmd, s.Run(cmd.Context()), s.HelpToErr)
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, words []string, word string) ([]string, cobra.ShellCompDirective) {
		return complete(cmd.Context(), a, s.Args, words, word)
	}
	return cmd
}

// Group builds a command that only holds others.
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

// StdoutHelp is a group whose help goes to standard output where it stands for a missing command.
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

// Lenient is a group that shows its help for every word that is none of its commands, as stock clients do with some.
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

// ownNames takes an alias away from a command where another one bears it as its name, such as add.
func ownNames(group *cobra.Command) {
	for _, c := range group.Commands() {
		c.Aliases = slices.DeleteFunc(c.Aliases, func(alias string) bool {
			return slices.ContainsFunc(group.Commands(), func(other *cobra.Command) bool { return other.Name() == alias })
		})
	}
}

func (a Arg) usage() string {
	u := a.Usage
	if a.Repeat && !strings.Contains(u, "...") && !strings.Contains(u, " ") {
		u += "..."
	}
	// A usage of several words, or one that is in brackets as a whole, says itself what may be left out.
	if a.Optional && !strings.Contains(u, " ") && (!strings.HasPrefix(u, "[") || strings.HasPrefix(u, "[<remote>:]<")) {
		u = "[" + u + "]"
	}
	return u
}

func indent(text string) string {
	if text == "" {
		return ""
	}
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}

// parse hands the words of a command line to its arguments.
func parse(app *App, args []Arg, words []string) error {
	required := 0
	for _, a := range args {
		if !a.Optional {
			required++
		}
	}
	if len(words) == 0 && required > 0 {
		return ErrBare
	}
	if len(words) < required {
		return Usagef("%s", missingArgument(args, len(words)))
	}
	parts, rest := divide(args, words)
	for i, a := range args {
		if len(parts[i]) == 0 {
			continue
		}
		if err := a.Set(app, parts[i]); err != nil {
			return err
		}
	}
	if len(rest) > 0 {
		return Usagef("%s", tooMany(rest[0]))
	}
	return nil
}

// divide says which words each argument takes, and what is left over.
func divide(args []Arg, words []string) (parts [][]string, rest []string) {
	required := 0
	for _, a := range args {
		if !a.Optional {
			required++
		}
	}
	for _, a := range args {
		if !a.Optional {
			required--
		}
		take := 1
		switch {
		case a.Repeat:
			take = len(words) - required
		case a.Optional && (len(words) <= required || a.Matches != nil && !a.Matches(words[0])):
			take = 0
		}
		parts = append(parts, words[:take])
		words = words[take:]
	}
	return parts, words
}

// explainWords shows which words each argument of a command took.
func (a *App) explainWords(cmd *cobra.Command, args []Arg, words []string) {
	parts, _ := divide(args, words)
	a.Print("%s %s\n", i18n.G("Usage:"), Spoken(cmd.UseLine()))
	for i, arg := range args {
		text := i18n.G("nothing")
		if len(parts[i]) > 0 {
			text = "“" + strings.Join(parts[i], " ") + "”"
		}
		a.Print("  %s: %s\n", arg.usage(), a.Shown(text, false))
	}
	a.Print("%s\n", i18n.G("The words are valid. Nothing was done, because of --explain."))
}
