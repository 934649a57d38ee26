package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// Arg declares a positional argument. Usage line, arity, parsing and completion derive from its fields.
type Arg struct {
	Name string // noun in the usage line
	Form Form

	Optional bool
	Repeat   bool // takes all words not needed by later arguments
	// Unless is a flag that replaces the argument: if it is set, the argument takes no word.
	Unless *bool
	// Matches decides whether an optional argument takes the first of the remaining words; nil means always.
	Matches func(words []string) bool

	Complete Completer
	Set      func(app *App, words []string) error
}

// Form is the syntax of an argument.
type Form struct {
	Remote        bool   // [<remote>:] may precede the name; if Arg.Name is empty, the argument is only the remote
	NameOptional  bool   // the name may be omitted after the remote
	Child         string // /<child> follows the name
	ChildOptional bool
	Value         string // =<value> follows the name
	Local         bool   // the argument is or may be a local file
	Hidden        bool   // not shown: accepted but ignored
}

// word returns the argument as shown in usage lines, without marks for optional or repeated.
func (a Arg) word() string {
	f := a.Form
	text := "<" + a.Name + ">"
	switch {
	case f.Child != "" && f.ChildOptional:
		text += "[/<" + f.Child + ">]"
	case f.Child != "":
		text += "/<" + f.Child + ">"
	case f.Value != "":
		text += "=<" + f.Value + ">"
	}
	switch {
	case f.Remote && a.Name == "":
		return "<remote>:"
	case f.Remote && f.NameOptional:
		return "[<remote>:][" + text + "]"
	case f.Remote:
		return "[<remote>:]" + text
	}
	return text
}

func (a Arg) usage() string {
	text := a.word()
	switch {
	case a.Form.Hidden:
		return ""
	case a.Form.Remote && a.Name == "" && a.Optional:
		return "[<remote>:]"
	case a.Repeat:
		text += "..."
	}
	if a.Optional && !a.Form.NameOptional {
		text = "[" + text + "]"
	}
	return text
}

// left reports whether the argument takes no word because of a flag.
func (a Arg) left() bool { return a.Unless != nil && *a.Unless }

func (a Arg) required() bool { return !a.Optional && !a.left() }

// countRequired returns the minimum number of words.
func countRequired(args []Arg) int {
	n := 0
	for _, a := range args {
		if a.required() {
			n++
		}
	}
	return n
}

// parse passes the words of a command line to its arguments.
func parse(app *App, args []Arg, words []string) error {
	required := countRequired(args)
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

// divide assigns words to arguments and returns the remaining words.
func divide(args []Arg, words []string) (parts [][]string, rest []string) {
	required := countRequired(args)
	for _, a := range args {
		if a.required() {
			required--
		}
		take := 1
		switch {
		case a.left():
			take = 0
		case a.Optional && (len(words) <= required || a.Matches != nil && !a.Matches(words)):
			take = 0
		case a.Repeat:
			take = len(words) - required
		}
		parts = append(parts, words[:take])
		words = words[take:]
	}
	return parts, words
}

func missingArgument(args []Arg, given int) string {
	for _, a := range args {
		if !a.required() {
			continue
		}
		if given == 0 {
			return i18n.F("missing argument: %s", a.word())
		}
		given--
	}
	return i18n.G("missing argument")
}

func tooMany(word string) string { return i18n.F("unexpected argument %q", word) }

// explainWords prints, for --explain, which words each argument took.
func (a *App) explainWords(cmd *cobra.Command, args []Arg, words []string) {
	parts, _ := divide(args, words)
	a.Print("%s %s\n", i18n.G("Usage:"), a.ProgramText(cmd.UseLine()))
	for i, arg := range args {
		usage := arg.usage()
		if usage == "" {
			continue
		}
		text := i18n.G("nothing")
		if len(parts[i]) > 0 {
			text = "“" + strings.Join(parts[i], " ") + "”"
		}
		a.Print("  %s: %s\n", usage, a.Shown(text, false))
	}
	a.Print("%s\n", i18n.G("The command line is valid. Nothing was done because of --explain."))
}
