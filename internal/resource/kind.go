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
	"github.com/openlxc/lxc/pkg/i18n"
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

	AllProjects bool // lists can span projects
	Targeted    bool // objects differ by cluster member: --target
	Filtered    bool // list takes filters

	Nameless    bool     // create may be given no name
	CreateWords []string // usage of the words that create needs after the name
	CreateFlags []Flag

	Name     func(T) string
	Writable func(*T) P                 // nil finds the embedded P
	Config   func(*P) map[string]string // nil finds the field Config
	// CreatePrints is a Create whose answer is printed, such as a new secret.
	CreatePrints func(s Server, k Key, n New[P]) (string, error)
	NoShow       bool // show is written by hand

	Shown    func(*T) any                     // what show prints; nil means the object itself
	Complete func(s Server) ([]string, error) // names of the outermost parent, for completion
	// DeleteAliases are further names of delete; nil means remove and rm.
	DeleteAliases []string
	// Help is the comment above the text that edit opens.
	Help string
	// Example is the command line of create that its help shows, after "lxc ".
	Example string
}

// Commands returns the verbs that the kind has.
func (k *Kind[T, P]) Commands(app *cli.App) []*cobra.Command {
	k.complete()
	var out []*cobra.Command
	add := func(has bool, make func(*cli.App) *cobra.Command) {
		if has {
			out = append(out, make(app))
		}
	}
	add(k.List != nil, k.list)
	add(k.Get != nil && !k.NoShow, k.show)
	add(k.Create != nil || k.CreatePrints != nil, k.create)
	add(k.Update != nil, k.edit)
	add(k.Get != nil && k.Config != nil, k.get)
	add(k.Update != nil && k.Config != nil, k.set)
	add(k.Update != nil && k.Config != nil, k.unset)
	add(k.Rename != nil, k.rename)
	add(k.Delete != nil, k.remove)
	return out
}

// complete fills in what the description leaves to be found.
func (k *Kind[T, P]) complete() {
	if k.Writable == nil {
		k.Writable = embedded[T, P]
	}
	if k.Config == nil && hasConfig[P]() {
		k.Config = configOf[P]
	}
}

// embedded returns the part of an object that can be changed: the P inside it. Its maps and lists are never nil.
func embedded[T, P any](item *T) P {
	v := reflect.ValueOf(item).Elem().FieldByName(reflect.TypeFor[P]().Name())
	put, _ := v.Addr().Interface().(*P)
	fields := reflect.ValueOf(put).Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); {
		case f.Kind() == reflect.Map && f.IsNil():
			f.Set(reflect.MakeMap(f.Type()))
		case f.Kind() == reflect.Slice && f.IsNil():
			f.Set(reflect.MakeSlice(f.Type(), 0, 0))
		}
	}
	return *put
}

func hasConfig[P any]() bool {
	t := reflect.TypeFor[P]()
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

// args are the arguments that name an object, or, without its own name, those that name what it lies below.
func (k *Kind[T, P]) args(into *Key, named bool) []cli.Arg {
	nouns := k.Parents
	if named {
		nouns = append(slices.Clone(nouns), k.Noun)
	}
	var args []cli.Arg
	for i, noun := range nouns {
		place := func(word string) {
			if named && i == len(nouns)-1 {
				into.Name = word
				return
			}
			into.Parents = append(into.Parents[:i:i], word)
		}
		if i > 0 {
			args = append(args, cli.Arg{Usage: "<" + noun + ">", Set: func(_ *cli.App, words []string) error {
				place(words[0])
				return nil
			}})
			continue
		}
		var ref config.Ref
		a := cli.Object(noun, &ref)
		set := a.Set
		a.Set = func(app *cli.App, words []string) error {
			err := set(app, words)
			into.Remote = ref.Remote
			place(ref.Name)
			return err
		}
		a.Complete = k.completion()
		args = append(args, a)
	}
	return args
}

// completion proposes the names of the first argument.
func (k *Kind[T, P]) completion() func(context.Context, *cli.App, string) []string {
	names := k.Complete
	if len(k.Parents) == 0 && k.List != nil && k.Name != nil {
		names = func(s Server) ([]string, error) {
			items, err := k.List(s, Key{})
			var out []string
			for _, item := range items {
				out = append(out, k.Name(item))
			}
			return out, err
		}
	}
	if names == nil {
		return nil
	}
	return func(ctx context.Context, app *cli.App, word string) []string {
		return app.CompleteNames(ctx, word, names)
	}
}

// place is where a verb works: the object, and the cluster member where one was named.
type place struct {
	Key
	target string
}

func (k *Kind[T, P]) flags(cmd *cobra.Command, at *place) *cobra.Command {
	if k.Targeted {
		cmd.Flags().StringVar(&at.target, "target", "", i18n.G("Cluster member"))
	}
	return cmd
}

// on runs work on the server of an object and names the object in its errors.
func (k *Kind[T, P]) on(ctx context.Context, app *cli.App, at place, work func(Server) error) error {
	srv, err := app.Server(ctx, at.Remote)
	if err != nil {
		return err
	}
	if at.target != "" {
		srv = srv.UseTarget(at.target)
	}
	return cli.About(k.Noun, at.Ref(), work(srv))
}
