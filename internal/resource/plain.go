package resource

import (
	"context"
	"reflect"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// kind is a Kind without its types: an object is a pointer to a T, its writable part a pointer to a P.
type kind struct {
	noun, plural, defaults, help, example string
	parents, createWords, deleteAliases   []string
	createFlags                           []Flag
	columns                               output.Columns[any]
	defaultOf                             func(s Server) string
	hiddenAlways                          func(s Server) bool

	allProjects, targeted, filtered, nameless, noShow, silent, noFilter bool
	strict, strictCreate, sparesInput, silentGet, silentCreate          bool
	sendsEmpty                                                          bool
	whole                                                               reflect.Type // of an object
	needsKey                                                            bool

	list        func(s Server, k Key) ([]any, error)
	get         func(s Server, k Key) (any, string, error)
	create      func(s Server, k Key, p any, words []string, flags map[string]string) (string, error)
	update      func(s Server, k Key, p any, etag string) error
	rename      func(s Server, k Key, to string) error
	remove      func(s Server, k Key) error
	name        func(item any) string
	hidden      func(item any) bool
	fresh       func() any // a new writable part
	text        func(item any) any
	without     func(items []any) string
	writable    func(item any) any
	config      func(p any) map[string]string
	shown       func(item any) any
	parentNames func(s Server) ([]string, error)
}

func (k *kind) commands(app *cli.App) []*cobra.Command {
	var out []*cobra.Command
	add := func(has bool, make func(*cli.App) *cobra.Command) {
		if has {
			out = append(out, make(app))
		}
	}
	add(k.list != nil, k.listCommand)
	add(k.get != nil && !k.noShow, k.showCommand)
	add(k.create != nil, k.createCommand)
	add(k.update != nil, k.editCommand)
	add(k.get != nil && k.config != nil, k.getCommand)
	add(k.update != nil && k.config != nil, k.setCommand)
	add(k.update != nil && k.config != nil, k.unsetCommand)
	add(k.rename != nil, k.renameCommand)
	add(k.remove != nil, k.removeCommand)
	return out
}

// args are the arguments that name an object, or, without its own name, those that name what it lies below.
func (k *kind) args(into *Key, named bool) []cli.Arg {
	nouns := k.parents
	if named {
		nouns = append(slices.Clone(nouns), k.noun)
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
func (k *kind) completion() func(context.Context, *cli.App, string) []string {
	names := k.parentNames
	if len(k.parents) == 0 && k.list != nil && k.name != nil {
		names = func(s Server) ([]string, error) {
			items, err := k.list(s, Key{})
			var out []string
			for _, item := range items {
				out = append(out, k.name(item))
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

func (k *kind) flags(cmd *cobra.Command, at *place) *cobra.Command {
	if k.targeted {
		cmd.Flags().StringVar(&at.target, "target", "", i18n.G("Cluster member"))
	}
	return cmd
}

// on runs work on the server of an object and names the object in its errors.
func (k *kind) on(ctx context.Context, app *cli.App, at place, work func(Server) error) error {
	srv, err := app.Server(ctx, at.Remote)
	if err != nil {
		return err
	}
	if at.target != "" {
		srv = srv.UseTarget(at.target)
	}
	return cli.About(k.noun, at.Ref(), work(srv))
}

// note tells what was done to an object, unless stock clients say nothing about this kind.
func (k *kind) note(app *cli.App, format string, args ...any) {
	if !k.silent {
		app.Note(format, args...)
	}
}
