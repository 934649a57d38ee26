package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// UsageError means that a command line was wrong. Its exit code is 2.
type UsageError struct {
	Message string
	Usage   string // usage line, "" until the command is known
	Path    string // path of the command, for the hint to its help
}

// Error returns the message.
func (e *UsageError) Error() string { return e.Message }

// Usagef returns a usage error. The format is already translated.
func Usagef(format string, args ...any) error {
	return &UsageError{Message: fmt.Sprintf(format, args...)}
}

// WithUsage adds the usage line of a command to a usage error and passes other errors on.
func WithUsage(cmd *cobra.Command, err error) error {
	var usage *UsageError
	if errors.As(err, &usage) && usage.Usage == "" {
		usage.Usage, usage.Path = UsageLine(cmd), cmd.CommandPath()
	}
	return err
}

// UsageLine returns how a command is written. Groups of commands take one of them.
func UsageLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() && !strings.HasPrefix(cmd.Use, "snapshot") {
		return cmd.CommandPath() + " <" + i18n.G("command") + ">"
	}
	line := strings.TrimSuffix(cmd.UseLine(), " [flags]")
	if cmd.LocalNonPersistentFlags().HasAvailableFlags() { // not counting global flags
		line += " [flags]"
	}
	return line
}

// UnknownCommand returns the usage error for an unknown command and suggests similar ones.
func UnknownCommand(cmd *cobra.Command, word string) error {
	text := i18n.F("unknown command %q for %q", word, cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(config.Distance(word, a), config.Distance(word, b)) })
		text += "\n" + i18n.F("Did you mean: %s?", strings.Join(near, ", "))
	}
	return Usagef("%s", text)
}

// ErrBare means that a command was called without required arguments. It prints its help and succeeds, because scripts may
// expand empty variables.
var ErrBare = errors.New("no argument")

// orHelp prints the help for ErrBare and adds the usage line to other errors.
func (a *App) orHelp(cmd *cobra.Command, err error, toErr bool) error {
	if errors.Is(err, ErrBare) {
		return a.showHelp(cmd, toErr)
	}
	return WithUsage(cmd, err)
}

func (a *App) showHelp(cmd *cobra.Command, toErr bool) error {
	a.helpToErr = toErr
	return cmd.Help()
}

// PrintHelp prints a help text to the selected stream.
func (a *App) PrintHelp(text string) {
	if a.helpToErr {
		fmt.Fprint(a.Streams.Err, text)
		return
	}
	a.page(text)
}

// page prints a text, on a terminal through a pager if it is longer than the screen.
func (a *App) page(text string) {
	if a.Flags.NoPager || !a.Streams.OutputIsTerminal() {
		a.Draw(text)
		return
	}
	if err := a.Streams.Page(text); err != nil {
		a.printFailure.CompareAndSwap(nil, &err)
	}
}

// ObjectError is an error about an object.
type ObjectError struct {
	Kind Noun
	Ref  config.Ref
	Err  error
}

// Text returns a noun in the user's language.
func (n Noun) Text() string {
	if text := map[Noun]string{
		"acl": i18n.G("acl"), "alias": i18n.G("alias"), "application": i18n.G("application"), "certificate": i18n.G("certificate"),
		"group": i18n.G("group"), "identity": i18n.G("identity"), "image": i18n.G("image"), "instance": i18n.G("instance"),
		"link": i18n.G("link"), "member": i18n.G("member"), "network": i18n.G("network"), "operation": i18n.G("operation"),
		"path": i18n.G("path"), "pool": i18n.G("pool"), "profile": i18n.G("profile"), "project": i18n.G("project"),
		"record": i18n.G("record"), "replicator": i18n.G("replicator"), "service": i18n.G("service"), "snapshot": i18n.G("snapshot"),
		"token": i18n.G("token"), "volume": i18n.G("volume"), "warning": i18n.G("warning"), "address-set": i18n.G("address-set"),
	}[n]; text != "" {
		return text
	}
	for _, article := range []string{"a ", "an "} {
		if text := i18n.G(article + string(n)); text != article+string(n) { // as the kinds are named in the helps
			_, word, found := strings.Cut(text, " ")
			if !found {
				return text // not every language has articles
			}
			return word
		}
	}
	return string(n)
}

// WithObject adds an object to an error; nil stays nil.
func WithObject(kind Noun, ref config.Ref, err error) error {
	var usage *UsageError
	if err == nil || errors.As(err, &usage) {
		return err
	}
	return &ObjectError{Kind: kind, Ref: ref, Err: err}
}

// Error names the object, followed by the cause.
func (e *ObjectError) Error() string {
	return i18n.F("%s %q on remote %q: %s", e.Kind.Text(), e.Ref.Name, e.Ref.Remote, e.Err)
}

// Unwrap returns the cause.
func (e *ObjectError) Unwrap() error { return e.Err }

// ExitError ends the program with a status, such as that of a command run in an instance.
type ExitError struct {
	Code int
	Err  error // printed unless nil
}

// Error returns the message.
func (e *ExitError) Error() string {
	if e.Err != nil {
		return e.Err.Error()
	}
	return fmt.Sprintf("exit status %d", e.Code)
}

// Unwrap returns the cause.
func (e *ExitError) Unwrap() error { return e.Err }

// PartlyError means that some or all of several objects failed. The exit code is 7, or that of the failures if all failed.
type PartlyError struct {
	Failures []error
	Total    int
	Words    map[config.Ref][]string // objects as written on the command line, for the list off a terminal
	Summary  string                  // last line of the list off a terminal, as in the stock clients; if empty, each failure is a line "Error: …"
}

// Error returns the failures, one per line.
func (e *PartlyError) Error() string {
	lines := make([]string, 0, len(e.Failures))
	for _, f := range e.Failures {
		lines = append(lines, f.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the failures.
func (e *PartlyError) Unwrap() []error { return e.Failures }
