package resource

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// args are the arguments that name an object, or, without its own name, those that name what it lies below.
func (k *Kind) args(into *Key, named bool) []cli.Arg {
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
func (k *Kind) completion() func(context.Context, *cli.App, string) []string {
	names := k.ParentNames
	if len(k.Parents) == 0 && k.Verbs.can().list && k.Name != nil {
		names = func(s Server) ([]string, error) {
			items, err := k.Verbs.list(s, Key{})
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

func (k *Kind) flags(cmd *cobra.Command, at *place) *cobra.Command {
	if k.Targeted {
		cmd.Flags().StringVar(&at.target, "target", "", i18n.G("Cluster member"))
	}
	return cmd
}

// on runs work on the server of an object and names the object in its errors.
func (k *Kind) on(ctx context.Context, app *cli.App, at place, work func(Server) error) error {
	srv, err := app.Server(ctx, at.Remote)
	if err != nil {
		return err
	}
	if at.target != "" {
		srv = srv.UseTarget(at.target)
	}
	return cli.About(k.Noun, at.Ref(), work(srv))
}

// note tells what was done to an object, unless stock clients say nothing about this kind.
func (k *Kind) note(app *cli.App, format string, args ...any) {
	if !k.Silent {
		app.Note(format, args...)
	}
}
