package resource

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
)

// args returns the arguments that name an object or, unless named is set, only its parents.
func (k *Kind) args(into *Key, named bool) []cli.Arg {
	nouns := k.Parents
	if named {
		nouns = append(slices.Clone(nouns), k.Noun)
	}
	var args []cli.Arg
	for i, noun := range nouns {
		assign := func(word string) {
			if named && i == len(nouns)-1 {
				into.Name = word
				return
			}
			into.Parents = append(into.Parents[:i:i], word)
		}
		if i > 0 {
			args = append(args, cli.Arg{Name: noun, Complete: k.completion(i), Set: func(_ *cli.App, words []string) error {
				assign(words[0])
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
			assign(ref.Name)
			return err
		}
		a.Complete = k.completion(0)
		args = append(args, a)
	}
	return args
}

// completion completes the names of the i-th argument: parents or the objects themselves.
func (k *Kind) completion(i int) cli.Completer {
	nouns := append(slices.Clone(k.Parents), k.Noun)
	switch {
	case i == len(k.Parents) && k.Verbs.can().list:
		list := func(s Server, parents []string) ([]string, error) { return k.names(s, parents[:min(i, len(parents))]) }
		if i == 0 {
			return cli.On(list)
		}
		return cli.Under(list)
	case i == 0 && k.ParentNames != nil:
		return cli.On(func(s Server, _ []string) ([]string, error) { return k.ParentNames(s) })
	case i == 0:
		return cli.Names(nouns[0])
	}
	return cli.Below(nouns[i])
}

// names lists the objects below parents.
func (k *Kind) names(s Server, parents []string) ([]string, error) {
	items, err := k.Verbs.list(s, Key{Parents: parents})
	var out []string
	for _, item := range items {
		if k.Name != nil {
			out = append(out, k.Name(item))
		} else if f := reflect.ValueOf(item).Elem().FieldByName("Name"); f.IsValid() {
			out = append(out, f.String())
		}
	}
	return out, err
}

// entity returns the name of the kind in the server's metadata of configuration keys.
func (k *Kind) entity() string {
	switch k.Noun {
	case "profile":
		return "instance"
	case "pool":
		return "storage"
	case "network", "project":
		return k.Noun
	case "volume", "bucket":
		return "storage"
	case "member":
		return "cluster"
	}
	return "network-" + k.Noun
}

// ownKeys completes the keys that are set on an object.
func (k *Kind) ownKeys() cli.Completer {
	return cli.Under(func(s Server, words []string) ([]string, error) {
		if len(words) <= len(k.Parents) {
			return nil, nil
		}
		at := Key{Parents: words[:len(k.Parents)], Name: words[len(k.Parents)]}
		item, _, err := k.Verbs.record(s, at).get()
		if err != nil {
			return nil, err
		}
		return slices.Collect(maps.Keys(configOf(k.Verbs.writable(item)))), nil
	})
}

// createWord completes the arguments of create that follow the name.
func createWord(noun, word string) cli.Completer {
	switch {
	case noun == "pool" && word == "driver":
		return cli.Fixed(cli.StorageDrivers...)
	case noun == "peer" && word == "target":
		return cli.Below("network")
	case noun == "integration" && word == "type":
		return cli.Fixed("ovn")
	case noun == "alias" && word == "fingerprint":
		return cli.Below("image-fingerprint")
	}
	return cli.Nothing
}

// location is the object of a verb, and its cluster member if given.
type location struct {
	Key
	target string
}

func (k *Kind) flags(cmd *cobra.Command, at *location) *cobra.Command {
	if k.Targeted {
		cli.TargetFlag(cmd.Flags(), &at.target)
	}
	return cmd
}

// on runs work with the server of an object and adds the object to errors.
func (k *Kind) on(ctx context.Context, app *cli.App, at location, work func(Server) error) error {
	srv, err := app.Server(ctx, at.Remote)
	if err != nil {
		return err
	}
	if at.target != "" {
		srv = srv.UseTarget(at.target)
	}
	return cli.WithObject(k.word(), at.Ref(), work(srv))
}

// note prints a confirmation, unless the stock clients print none for this kind.
func (k *Kind) note(app *cli.App, format string, args ...any) {
	if !k.Silent {
		app.Note(format, args...)
	}
}
