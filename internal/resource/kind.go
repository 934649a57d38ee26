// Package resource holds the verbs that most kinds of object share. A kind is a description; a nil function means that the
// verb does not exist.
package resource

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Server is what the functions of a kind work on.
type Server = lxd.InstanceServer

// Kind describes one kind of object: T as it is read, P what can be changed of it.
type Kind[T, P any] struct {
	Noun   string // in usage lines and errors
	Plural string // translated, in help texts

	Columns output.Columns[T]
	Default string // letters of the columns shown at first

	// AllProjects says that lists can span projects.
	AllProjects bool

	List   func(s Server) ([]T, error)
	Get    func(s Server, name string) (*T, string, error)
	Create func(s Server, name string, p P) error
	Update func(s Server, name string, p P, etag string) error
	Rename func(s Server, name, to string) error
	Delete func(s Server, name string) error

	Name     func(T) string
	Writable func(*T) P
	Config   func(*P) map[string]string
	// Shown is what show prints; nil means the object itself.
	Shown func(*T) any
	// DeleteAliases are further names of delete; nil means remove and rm.
	DeleteAliases []string
	// Help is the comment above the text that edit opens.
	Help string
}

// Commands returns the verbs that the kind has.
func (k *Kind[T, P]) Commands(app *cli.App) []*cobra.Command {
	var out []*cobra.Command
	add := func(has bool, make func(*cli.App) *cobra.Command) {
		if has {
			out = append(out, make(app))
		}
	}
	add(k.List != nil, k.list)
	add(k.Get != nil, k.show)
	add(k.Create != nil, k.create)
	add(k.Update != nil, k.edit)
	add(k.Get != nil && k.Config != nil, k.get)
	add(k.Update != nil && k.Config != nil, k.set)
	add(k.Update != nil && k.Config != nil, k.unset)
	add(k.Rename != nil, k.rename)
	add(k.Delete != nil, k.remove)
	return out
}

// arg is the argument that names an object of the kind; its names are completed from the server.
func (k *Kind[T, P]) arg(into *config.Ref) cli.Arg {
	a := cli.Object(k.Noun, into)
	if k.List == nil || k.Name == nil {
		return a
	}
	a.Complete = func(ctx context.Context, app *cli.App, word string) []string {
		c, err := app.Config()
		if err != nil {
			return nil
		}
		ref, err := c.ParseRef(word)
		if err != nil {
			return nil
		}
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return nil
		}
		items, err := k.List(srv)
		if err != nil {
			return nil
		}
		prefix := word[:len(word)-len(ref.Name)]
		var out []string
		for _, item := range items {
			out = append(out, prefix+k.Name(item))
		}
		return out
	}
	return a
}

// on runs work on the server of an object and names the object in its errors.
func (k *Kind[T, P]) on(ctx context.Context, app *cli.App, ref config.Ref, work func(Server) error) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.About(k.Noun, ref, work(srv))
}

func (k *Kind[T, P]) list(app *cli.App) *cobra.Command {
	var remote string
	var flags ListFlags
	all := false
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.F("List %s", k.Plural),
		Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			srv, err := app.Server(ctx, remote)
			if err != nil {
				return err
			}
			if all {
				srv = srv.UseAllProjects()
			}
			return Print(app, flags, k.Columns, k.Name, func() ([]T, error) { return k.List(srv) })
		},
	})
	flags.Add(cmd, k.Default)
	if k.AllProjects {
		cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Of all projects"))
	}
	return cmd
}

func (k *Kind[T, P]) show(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "show", Short: i18n.F("Show one of the %s as YAML", k.Plural), Args: []cli.Arg{k.arg(&ref)},
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, ref, func(s Server) error {
				item, _, err := k.Get(s, ref.Name)
				if err != nil {
					return err
				}
				var shown any = item
				if k.Shown != nil {
					shown = k.Shown(item)
				}
				return output.YAML(app.Streams.Out, shown)
			})
		},
	})
}

func (k *Kind[T, P]) rename(app *cli.App) *cobra.Command {
	var ref config.Ref
	var to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.F("Rename one of the %s", k.Plural),
		Args: []cli.Arg{k.arg(&ref), cli.Word("new-name", &to)},
		Run: func(ctx context.Context) error {
			err := k.on(ctx, app, ref, func(s Server) error { return k.Rename(s, ref.Name, to) })
			if err == nil {
				app.Note(i18n.G("Renamed %s %s to %s"), k.Noun, ref.Name, to)
			}
			return err
		},
	})
}

func (k *Kind[T, P]) remove(app *cli.App) *cobra.Command {
	var refs []config.Ref
	var one config.Ref
	arg := k.arg(&one)
	arg.Repeat = true
	set := arg.Set
	arg.Set = func(app *cli.App, words []string) error {
		for _, w := range words {
			if err := set(app, []string{w}); err != nil {
				return err
			}
			refs = append(refs, one)
		}
		return nil
	}
	aliases := k.DeleteAliases
	if aliases == nil {
		aliases = []string{"remove", "rm"}
	}
	return app.Command(cli.Spec{
		Name: "delete", Aliases: aliases, Short: i18n.F("Delete %s", k.Plural), Args: []cli.Arg{arg},
		Run: func(ctx context.Context) error {
			return app.Each(ctx, refs, k.Noun, func(ctx context.Context, ref config.Ref) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				if err := k.Delete(srv, ref.Name); err != nil {
					return err
				}
				app.Note(i18n.G("Deleted %s %s"), k.Noun, ref.Name)
				return nil
			})
		},
	})
}
