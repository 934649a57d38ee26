// Package file holds `lxc file`.
package file

import (
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc file`.
var Area = cli.Area{Name: "file", Short: summary, Build: build}

func summary() string { return i18n.G("Manage files in instances") }

func build(app *cli.App) *cobra.Command {
	return app.Group("file", summary(), inInstances.commands(app), []*cobra.Command{synchronise(app)})
}

// Volumes is `lxc storage volume file`.
func Volumes(app *cli.App) *cobra.Command {
	return app.Group("file", i18n.G("Manage files in volumes"), inVolumes.commands(app))
}

// place says where the files are: how command lines name them.
type place struct{ volume bool }

var inInstances, inVolumes = place{}, place{volume: true}

// either is the text that is about the place.
func (p place) either(instance, volume string) string {
	if p.volume {
		return volume
	}
	return instance
}

func (p place) commands(app *cli.App) []*cobra.Command {
	return []*cobra.Command{create(app, p), remove(app, p), edit(app, p), mount(app, p), pull(app, p), push(app, p)}
}

// An operand is one of several files that a command line names. What is wrong with a later word counts when its turn comes, as
// in stock clients: the files before it are dealt with.
type operand struct {
	config.FileRef
	err error
}

// operands are the arguments that name one file or more.
func (p place) operands(into *[]operand) []cli.Arg {
	args := p.args(func(ref config.FileRef) { *into = append(*into, operand{FileRef: ref}) }, true)
	last := &args[len(args)-1]
	one := last.Set
	last.Set = func(app *cli.App, words []string) error {
		for i, w := range words {
			if err := one(app, []string{w}); err != nil && i == 0 {
				return err
			} else if err != nil {
				*into = append(*into, operand{err: err})
			}
		}
		return nil
	}
	return args
}

// args are the arguments that name files: `<instance>/<path>`, or `<pool> <volume>/<path>`. A volume is kept in the reference
// as POOL/VOLUME, which no instance can be called.
func (p place) args(take func(config.FileRef), repeat bool) []cli.Arg {
	if !p.volume {
		var ref config.FileRef
		a := cli.File(&ref)
		a.Repeat = repeat
		parse := a.Set
		a.Set = func(app *cli.App, words []string) error {
			err := parse(app, words)
			if err == nil {
				take(ref)
			}
			return err
		}
		return []cli.Arg{a}
	}
	var pool config.Ref
	return []cli.Arg{cli.Object("pool", &pool), {Name: "volume", Form: cli.Form{Child: "path"}, Repeat: repeat, Complete: cli.WithSlash(cli.Below("volume")), Set: func(_ *cli.App, words []string) error {
		volume, file, found := config.SplitName(strings.TrimPrefix(words[0], "custom/"))
		if !found || volume == "" {
			return cli.Usagef(i18n.G("invalid path %q: use volume/path"), words[0])
		}
		ref := config.FileRef{Ref: pool, Pool: pool.Name, Path: "/" + file}
		ref.Name = volume
		take(ref)
		return nil
	}}}
}

// noun is what errors call the holder of a file.
func noun(ref config.FileRef) cli.Noun {
	if ref.Pool != "" {
		return "volume"
	}
	return "instance"
}

// progress is a line unless the bytes themselves go to the terminal.
func (o *pullOptions) progress(app *cli.App) *progress.Line {
	if o.toOutput() {
		return nil
	}
	return app.Progress(i18n.G("Pulling"))
}

// withStore opens the files of an instance for one piece of work.
func withStore(ctx context.Context, app *cli.App, ref config.FileRef, work func(store) error) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, app, srv, ref, false)
	if err != nil {
		return cli.WithObject(noun(ref), ref.Holder(), err)
	}
	defer s.close()
	return cli.WithObject("path", refTo(ref), work(s))
}

func fsLocal(name string) bool {
	return name != "." && name != ".." && !strings.ContainsRune(name, os.PathSeparator)
}
