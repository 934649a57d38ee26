package resource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Editing is one object that can be edited as YAML: T as it is read and written by people, P what is sent back.
type Editing[T, P any] struct {
	Name     string
	Help     string // comment above the text
	Get      func() (*T, string, error)
	Update   func(p P, etag string) error
	Writable func(*T) P
}

// Edit changes an object: from standard input where that is no terminal, else in an editor. The text is decoded into a
// fresh object, so that what was deleted in it is gone. Unknown fields are errors. No text is ever lost.
func Edit[T, P any](ctx context.Context, app *cli.App, e Editing[T, P]) error {
	return editing{
		name: e.Name, help: e.Help, fresh: func() any { return new(T) },
		get:      func() (any, string, error) { return e.Get() },
		update:   func(p any, etag string) error { return e.Update(*p.(*P), etag) },
		writable: func(item any) any { p := e.Writable(item.(*T)); return &p },
	}.run(ctx, app)
}

// editing is Editing without its types.
type editing struct {
	name, help string
	fresh      func() any
	get        func() (any, string, error)
	update     func(p any, etag string) error
	writable   func(any) any
}

func (e editing) run(ctx context.Context, app *cli.App) error {
	if !app.Streams.InputIsTerminal() {
		return e.fromInput(app)
	}
	item, etag, err := e.get()
	if err != nil {
		return err
	}
	body, err := output.YAMLText(e.writable(item))
	if err != nil {
		return err
	}
	text := append([]byte(comment(e.help, body)), body...)
	apply := func(edited []byte) error { return e.send(edited, etag) }
	again := func(err error) bool {
		if errors.Is(err, api.ErrPrecondition) {
			// Somebody changed it meanwhile: the person decides on the text as it is now written.
			if _, fresh, err := e.get(); err == nil {
				etag = fresh
			}
		}
		return askAgain(ctx, app, err)
	}
	return app.Streams.Edit(ctx, e.name+".yaml", text, apply, again)
}

// askAgain tells what was wrong with a text and asks whether to open it again.
func askAgain(ctx context.Context, app *cli.App, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	fmt.Fprintln(app.Streams.Err, i18n.F("Error: %s", output.Escape(err.Error(), true)))
	answer, err := app.Streams.Ask(ctx, i18n.G("Press enter to open the editor again, or n to give up: "))
	return err == nil && !strings.HasPrefix(strings.ToLower(answer), "n")
}

func (e editing) fromInput(app *cli.App) error {
	text, err := io.ReadAll(app.Streams.In)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return cli.Usagef("%s", i18n.G("standard input holds no YAML"))
	}
	return e.send(text, "")
}

func (e editing) send(text []byte, etag string) error {
	fresh := e.fresh()
	if err := decodeYAML(text, fresh); err != nil {
		return fmt.Errorf("%s", i18n.F("the text is not valid: %s", strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	return e.update(e.writable(fresh), etag)
}

func (k *kind) editCommand(app *cli.App) *cobra.Command {
	var at place
	cmd := app.Command(cli.Spec{
		Name: "edit", Short: i18n.F("Edit one of the %s as YAML", k.plural), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				return editing{
					name: strings.NewReplacer(" ", "-", "/", "-").Replace(k.noun), help: k.help, fresh: k.fresh, writable: k.writable,
					get:    func() (any, string, error) { return k.get(s, at.Key) },
					update: func(p any, etag string) error { return k.update(s, at.Key, p, etag) },
				}.run(ctx, app)
			})
		},
	})
	return k.flags(cmd, &at)
}

// fromInput is the writable part of a new object: YAML from standard input where some was given, then the pairs.
func (k *kind) fromInput(app *cli.App, pairs []string, description string) (any, error) {
	fresh := k.fresh()
	text, err := app.ReadInput()
	if err != nil {
		return nil, err
	}
	if err := decodeYAML(text, fresh); err != nil {
		return nil, cli.Usagef(i18n.G("the text is not valid: %s"), strings.TrimPrefix(err.Error(), "yaml: "))
	}
	p := k.writable(fresh)
	values, err := app.KeyValues(pairs)
	if err != nil {
		return nil, err
	}
	if description != "" {
		if err := setProperty(p, "description", description); err != nil {
			return nil, err
		}
	}
	for key, value := range values {
		k.config(p)[key] = value
	}
	return p, nil
}

// EditText changes a text: from standard input where that is no terminal, else in an editor, which opens again with the same
// text after a mistake.
func EditText(ctx context.Context, app *cli.App, name string, text []byte, write func([]byte) error) error {
	if !app.Streams.InputIsTerminal() {
		edited, err := io.ReadAll(app.Streams.In)
		if err != nil {
			return err
		}
		return write(edited)
	}
	return app.Streams.Edit(ctx, name, text, write, func(err error) bool { return askAgain(ctx, app, err) })
}
