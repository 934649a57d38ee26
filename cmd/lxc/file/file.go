// Package file implements `lxc file`.
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

// location distinguishes files in instances from files in volumes.
type location struct{ volume bool }

var inInstances, inVolumes = location{}, location{volume: true}

// either returns the text for the location.
func (p location) either(instance, volume string) string {
	if p.volume {
		return volume
	}
	return instance
}

func (p location) commands(app *cli.App) []*cobra.Command {
	return []*cobra.Command{create(app, p), remove(app, p), edit(app, p), mount(app, p), pull(app, p), push(app, p)}
}

// operand is one of the files on a command line. Errors in later operands are reported when it is their turn, as in the
// stock clients: the files before them are processed.
type operand struct {
	config.FileRef
	err error
}

// operands returns the arguments for one or more files.
func (p location) operands(into *[]operand) []cli.Arg {
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

// args returns the arguments for files: `<instance>/<path>`, or `<pool> <volume>/<path>`.
func (p location) args(take func(config.FileRef), repeat bool) []cli.Arg {
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

// noun returns the kind of object that contains a file, for errors.
func noun(ref config.FileRef) cli.Noun {
	if ref.Pool != "" {
		return "volume"
	}
	return "instance"
}

// progress returns a progress line, or nil if the content goes to the terminal.
func (o *pullOptions) progress(app *cli.App) *progress.Line {
	if o.toOutput() {
		return nil
	}
	return app.Progress(i18n.G("Pulling"))
}

// withStore opens the files of an instance and calls work.
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
