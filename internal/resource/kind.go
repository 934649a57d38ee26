// Package resource implements the verbs that most kinds of object share. A kind is a description; a nil function means that
// the verb does not exist.
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
	"github.com/openlxc/lxc/pkg/i18n"
)

// Server is the client that the functions of a kind use.
type Server = lxd.InstanceServer

// Key identifies an object: its remote, the names of its parents, and its own name.
type Key struct {
	Remote  string
	Parents []string
	Name    string
}

// Ref returns the key in the form that errors show.
func (k Key) Ref() config.Ref {
	return config.Ref{Remote: k.Remote, Name: strings.Join(append(slices.Clone(k.Parents), k.Name), "/")}
}

// Flag is a flag of create that a kind declares.
type Flag struct {
	Name, Short, Help string
	Default           string
	Bool              bool // a boolean flag, with the value "true" or "false"
}

// Kind describes a kind of object. It has no type parameters, so that the verbs are compiled only once: objects are passed
// as pointers in an any. Verbs knows the types; Of and Columns.Any convert typed functions.
type Kind struct {
	Noun string // placeholder in usage lines
	// Singular is the English name of the kind with its article: "a network ACL".
	Singular string
	Plural   string   // translated: "network ACLs"
	Parents  []string // nouns of the parents, outermost first
	Verbs    Store

	Columns        output.Columns[any]
	DefaultColumns string // letters of the default columns; "" shows all columns and offers no choice
	// DefaultOf returns the DefaultColumns for a server, if they depend on it.
	DefaultOf func(s Server) string

	AllProjects bool // list has --all-projects
	Watched     bool // list and show have --watch
	Targeted    bool // objects differ by cluster member: verbs have --target
	Filtered    bool // list accepts filters
	NoFilter    bool // list rejects a filter; otherwise it is ignored, as in the stock clients
	// Hidden reports whether tables omit an object, as in the stock clients; JSON and YAML include it.
	Hidden func(item any) bool
	// HiddenAlways reports whether JSON and YAML omit hidden objects, too.
	HiddenAlways func(s Server) bool

	// Without returns the letters of columns that a list of these items shows only on request.
	Without func(items []any) string
	// NeedsKey makes get fail for a key that is not set.
	NeedsKey bool

	OptionalName bool     // create may be called without a name
	CreateWords  []string // usage of the arguments of create after the name
	CreateFlags  []Flag

	Name         func(item any) string
	CustomShow   bool // show is implemented separately
	Silent       bool // no confirmation after create, rename and delete
	SilentCreate bool // no confirmation after create

	Shown       func(item any) any               // what show prints; nil means the object itself
	Text        func(item any) any               // what edit opens; nil means the object itself
	ParentNames func(s Server) ([]string, error) // completes names of the outermost parent
	// DeleteAliases are the aliases of delete; nil means remove and rm.
	DeleteAliases []string
	// Strict rejects unknown keys in the YAML of create and edit, StrictCreate in that of create, as the stock clients do.
	Strict, StrictCreate bool
	// SilentGet prints nothing instead of an empty line for a key that is not set, as the stock clients do for some kinds.
	SilentGet bool
	// SparesInput is set for kinds that the older stock lxc creates without reading standard input. A silent pipe must not
	// block their creation.
	SparesInput bool
	// Help is the comment above the YAML that edit opens.
	Help string
	// Example is the example for create in its help, without "lxc ".
	Example string
}

// singular returns the translated name of the kind with its article.
func (k *Kind) singular() string { return i18n.G(k.Singular) }

// word returns the English name of the kind without its article.
func (k *Kind) word() cli.Noun {
	_, word, _ := strings.Cut(k.Singular, " ")
	return cli.Noun(word)
}

// title returns word capitalized, for the beginning of a sentence.
func (k *Kind) title() string {
	word := k.word().Text()
	_, size := utf8.DecodeRuneInString(word)
	return strings.ToUpper(word[:size]) + word[size:]
}

// Of converts a function of an object to one of an any.
func Of[T, R any](function func(T) R) func(item any) R {
	return func(item any) R { return function(*item.(*T)) }
}

// Commands returns the commands of the kind.
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
