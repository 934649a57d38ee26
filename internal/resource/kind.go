// Package resource holds the verbs that most kinds of object share. A kind is a description; a nil function means that the
// verb does not exist.
package resource

import (
	"context"
	"reflect"
	"slices"
	"strings"

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

// New is what create was given: the writable part, the words after the name, and the values of the flags.
type New[P any] struct {
	Put   P
	Words []string
	Flags map[string]string
}

// Verbs are the functions of a kind. From makes them of a collection.
type Verbs[T, P any] struct {
	List   func(s Server, k Key) ([]T, error)
	Get    func(s Server, k Key) (*T, string, error)
	Create func(s Server, k Key, n New[P]) error
	Update func(s Server, k Key, p P, etag string) error
	Rename func(s Server, k Key, to string) error
	Delete func(s Server, k Key) error
}

// From makes the verbs of a collection of the library. post builds the request to create an object; nil means that objects
// are not created this way.
func From[T, C, P any](of func(s Server, k Key) lxd.Collection[T, C, P], post func(k Key, n New[P]) C) Verbs[T, P] {
	v := Verbs[T, P]{
		List:   func(s Server, k Key) ([]T, error) { return of(s, k).List() },
		Get:    func(s Server, k Key) (*T, string, error) { return of(s, k).Get(k.Name) },
		Update: func(s Server, k Key, p P, etag string) error { return of(s, k).Update(k.Name, p, etag) },
		Rename: func(s Server, k Key, to string) error { return of(s, k).Rename(k.Name, to) },
		Delete: func(s Server, k Key) error { return of(s, k).Delete(k.Name) },
	}
	if post != nil {
		v.Create = func(s Server, k Key, n New[P]) error { return of(s, k).Create(post(k, n)) }
	}
	return v
}

// WithoutRename leaves rename out: the server knows none for this kind.
func (v Verbs[T, P]) WithoutRename() Verbs[T, P] {
	v.Rename = nil
	return v
}

// Flag is a flag of create that the description of a kind declares.
type Flag struct {
	Name, Short, Help string
	Default           string
	Bool              bool // a switch; its value is "true" or "false"
}

// Kind describes one kind of object: T as it is read, P what can be changed of it.
type Kind[T, P any] struct {
	Noun    string   // in usage lines and errors
	Plural  string   // translated, in help texts
	Parents []string // nouns of what the objects lie below, outermost first
	Verbs[T, P]

	Columns output.Columns[T]
	Default string // letters of the columns shown at first; "" shows all and offers no choice
	// DefaultOf is the Default of one server, where it depends on what that knows.
	DefaultOf func(s Server) string

	AllProjects bool // lists can span projects
	Targeted    bool // objects differ by cluster member: --target
	Filtered    bool // list takes filters
	NoFilter    bool // list refuses a word that is no remote; others overlook it, as stock clients do
	// Hidden objects are left out of tables, as stock clients do; json and yaml have them.
	Hidden func(T) bool
	// HiddenAlways says that json and yaml do not have them either, where that depends on the server.
	HiddenAlways func(s Server) bool

	// Without returns the letters of columns that a list of these objects, pointers to T, shows only where they are asked for.
	Without func(items []any) string
	// NeedsKey says that get fails for a key that is not set.
	NeedsKey bool

	Nameless    bool     // create may be given no name
	CreateWords []string // usage of the words that create needs after the name
	CreateFlags []Flag

	Name     func(T) string
	Writable func(*T) P                 // nil finds the embedded P
	Config   func(*P) map[string]string // nil finds the field Config
	// CreatePrints is a Create whose answer is printed, such as a new secret.
	CreatePrints func(s Server, k Key, n New[P]) (string, error)
	NoShow       bool // show is written by hand
	Silent       bool // nothing is said about what was created, renamed or deleted
	SilentCreate bool // nothing is said about what was created

	Shown    func(*T) any                     // what show prints; nil means the object itself
	Text     func(*T) any                     // what edit opens; nil means the object itself
	Complete func(s Server) ([]string, error) // names of the outermost parent, for completion
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

// Commands returns the verbs that the kind has.
func (k *Kind[T, P]) Commands(app *cli.App) []*cobra.Command { return k.plain().commands(app) }

// FromInput is the writable part of a new object: YAML from standard input where some was given, then the pairs.
func (k *Kind[T, P]) FromInput(ctx context.Context, app *cli.App, pairs []string, description string) (P, error) {
	put, err := k.plain().fromInput(ctx, app, pairs, description)
	if err != nil {
		var none P
		return none, err
	}
	return *put.(*P), nil
}

// complete fills in what the description leaves to be found.
func (k *Kind[T, P]) complete() {
	if k.Writable == nil {
		k.Writable = embedded[T, P]
	}
	if k.Config == nil && hasConfig(reflect.TypeFor[P]()) {
		k.Config = configOf[P]
	}
}

// plain is the description without its types: all verbs are compiled once, not once for each kind.
func (k *Kind[T, P]) plain() *kind {
	k.complete()
	out := &kind{
		noun: k.Noun, plural: k.Plural, parents: k.Parents, defaults: k.Default, allProjects: k.AllProjects, targeted: k.Targeted,
		filtered: k.Filtered, noFilter: k.NoFilter, nameless: k.Nameless, createWords: k.CreateWords, createFlags: k.CreateFlags, noShow: k.NoShow, silent: k.Silent, silentCreate: k.SilentCreate,
		needsKey: k.NeedsKey, without: k.Without, parentNames: k.Complete, deleteAliases: k.DeleteAliases, help: k.Help, example: k.Example,
		defaultOf: k.DefaultOf, hiddenAlways: k.HiddenAlways, rename: k.Rename, remove: k.Delete, columns: plainColumns(k.Columns),
		strict: k.Strict, strictCreate: k.StrictCreate, sparesInput: k.SparesInput, silentGet: k.SilentGet, sendsEmpty: k.SendsEmpty,
		whole: reflect.TypeFor[T](), fresh: func() any { return new(P) },
		writable: func(item any) any { p := k.Writable(item.(*T)); return &p },
	}
	if k.Name != nil {
		out.name = func(item any) string { return k.Name(*item.(*T)) }
	}
	if k.Hidden != nil {
		out.hidden = func(item any) bool { return k.Hidden(*item.(*T)) }
	}
	if k.Text != nil {
		out.text = func(item any) any { return k.Text(item.(*T)) }
	}
	if k.Shown != nil {
		out.shown = func(item any) any { return k.Shown(item.(*T)) }
	}
	if k.Config != nil {
		out.config = func(p any) map[string]string { return k.Config(p.(*P)) }
	}
	if k.List != nil {
		out.list = func(s Server, key Key) ([]any, error) {
			items, err := k.List(s, key)
			return boxed(items), err
		}
	}
	if k.Get != nil {
		out.get = func(s Server, key Key) (any, string, error) { return k.Get(s, key) }
	}
	if k.Update != nil {
		out.update = func(s Server, key Key, p any, etag string) error { return k.Update(s, key, *p.(*P), etag) }
	}
	switch {
	case k.CreatePrints != nil:
		out.create = func(s Server, key Key, p any, words []string, flags map[string]string) (string, error) {
			return k.CreatePrints(s, key, New[P]{*p.(*P), words, flags})
		}
	case k.Create != nil:
		out.create = func(s Server, key Key, p any, words []string, flags map[string]string) (string, error) {
			return "", k.Create(s, key, New[P]{*p.(*P), words, flags})
		}
	}
	return out
}

func boxed[T any](items []T) []any {
	out := make([]any, len(items))
	for i := range items {
		out[i] = &items[i]
	}
	return out
}

func plainColumns[T any](columns output.Columns[T]) output.Columns[any] {
	out := make(output.Columns[any], len(columns))
	for i, c := range columns {
		out[i] = output.Col(c.Letter, c.Head, func(item any) string { return c.Cell(*item.(*T)) }).Or(c.Other)
		out[i].Break = c.Break
	}
	return out
}

// embedded returns the part of an object that can be changed: the P inside it. Its maps and lists are never nil.
func embedded[T, P any](item *T) P {
	v := reflect.ValueOf(item).Elem().FieldByName(reflect.TypeFor[P]().Name())
	fill(v)
	put, _ := v.Addr().Interface().(*P)
	return *put
}

// fill makes maps and lists that are nil.
func fill(fields reflect.Value) {
	for i := range fields.NumField() {
		switch f := fields.Field(i); {
		case f.Kind() == reflect.Map && f.IsNil():
			f.Set(reflect.MakeMap(f.Type()))
		case f.Kind() == reflect.Slice && f.IsNil():
			f.Set(reflect.MakeSlice(f.Type(), 0, 0))
		}
	}
}

func hasConfig(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f, found := t.FieldByName("Config")
	return found && f.Type == reflect.TypeFor[map[string]string]()
}

func configOf[P any](p *P) map[string]string {
	m, _ := reflect.ValueOf(p).Elem().FieldByName("Config").Interface().(map[string]string)
	return m
}
