// Package resource holds the verbs that most kinds of object share. A kind is a description; a nil function means that the
// verb does not exist.
package resource

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
)

// Server is what the functions of a kind work on.
type Server = lxd.InstanceServer

// Key names one object: the remote that it is on, what it lies below, and its own name.
type Key struct {
	Remote  string
	Parents []string
	Name    string
}

// Ref is the key as errors show it.
func (k Key) Ref() config.Ref {
	return config.Ref{Remote: k.Remote, Name: strings.Join(append(slices.Clone(k.Parents), k.Name), "/")}
}

// Flag is a flag of create that the description of a kind declares.
type Flag struct {
	Name, Short, Help string
	Default           string
	Bool              bool // a switch; its value is "true" or "false"
}

// Kind describes one kind of object. It has no type parameters, so that its verbs are compiled once and not once for each
// kind: an object is a pointer to its type in an any. Verbs knows the types; Of and Columns.Any make of functions with types
// those that a Kind has.
type Kind struct {
	Noun string // the placeholder in usage lines
	// Singular, with its article, and Plural are what people call the objects, translated: "a network ACL", "network ACLs".
	Singular, Plural string
	Parents          []string // nouns of what the objects lie below, outermost first
	Verbs            Store

	Columns        output.Columns[any]
	DefaultColumns string // letters of the columns shown at first; "" shows all and offers no choice
	// DefaultOf is the DefaultColumns of one server, where it depends on what that knows.
	DefaultOf func(s Server) string

	AllProjects bool // lists can span projects
	Targeted    bool // objects differ by cluster member: --target
	Filtered    bool // list takes filters
	NoFilter    bool // list refuses a word that is no remote; others overlook it, as stock clients do
	// Hidden objects are left out of tables, as stock clients do; json and yaml have them.
	Hidden func(item any) bool
	// HiddenAlways says that json and yaml do not have them either, where that depends on the server.
	HiddenAlways func(s Server) bool

	// Without returns the letters of columns that a list of these objects shows only where they are asked for.
	Without func(items []any) string
	// NeedsKey says that get fails for a key that is not set.
	NeedsKey bool

	OptionalName bool     // create may be given no name
	CreateWords  []string // usage of the words that create needs after the name
	CreateFlags  []Flag

	Name         func(item any) string
	CustomShow   bool // show is written by hand
	Silent       bool // nothing is said about what was created, renamed or deleted
	SilentCreate bool // nothing is said about what was created

	Shown       func(item any) any               // what show prints; nil means the object itself
	Text        func(item any) any               // what edit opens; nil means the object itself
	ParentNames func(s Server) ([]string, error) // names of the outermost parent, for completion
	// DeleteAliases are further names of delete; nil means remove and rm.
	DeleteAliases []string
	// SendsEmpty kinds are told of a key that is unset with an empty value, so that the server refuses one that it does not know.
	SendsEmpty bool
	// Strict refuses unknown keys in the YAML of create and edit, StrictCreate in that of create, where the stock clients do.
	Strict, StrictCreate bool
	// SilentGet prints nothing for a key that is not set, not an empty line, as the stock clients do for some kinds.
	SilentGet bool
	// SparesInput kinds are created without reading standard input by the older stock clients called lxc: a pipe that says
	// nothing holds nothing up there.
	SparesInput bool
	// Help is the comment above the text that edit opens.
	Help string
	// Example is the command line of create that its help shows, after "lxc ".
	Example string
}

// word is the singular without its article, as errors name an object.
func (k *Kind) word() string {
	_, word, _ := strings.Cut(k.Singular, " ")
	return word
}

// title is the word at the beginning of a sentence.
func (k *Kind) title() string {
	word := k.word()
	_, size := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:size]) + word[size:]
}

// Of makes a function of an object into one of a Kind.
func Of[T, R any](function func(T) R) func(item any) R {
	return func(item any) R { return function(*item.(*T)) }
}

// Commands returns the verbs that the kind has.
func (k *Kind) Commands(app *cli.App) []*cobra.Command {
	var out []*cobra.Command
	add := func(has bool, build func(*cli.App) *cobra.Command) {
		if has {
			out = append(out, build(app))
		}
	}
	can, configured := k.Verbs.can(), k.Verbs.configured()
	add(can.list, k.listCommand)
	add(can.get && !k.CustomShow, k.showCommand)
	add(can.create, k.createCommand)
	add(can.update, k.editCommand)
	add(can.get && configured, k.getCommand)
	add(can.update && configured, k.setCommand)
	add(can.update && configured, k.unsetCommand)
	add(can.rename, k.renameCommand)
	add(can.delete, k.deleteCommand)
	return out
}
