package resource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

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
	if !app.Streams.InputIsTerminal() {
		return e.fromInput(app)
	}
	item, etag, err := e.Get()
	if err != nil {
		return err
	}
	body, err := yaml.Marshal(e.Writable(item))
	if err != nil {
		return err
	}
	text := append([]byte(comment(e.Help)), body...)
	apply := func(edited []byte) error { return e.send(edited, etag) }
	again := func(err error) bool {
		if ctx.Err() != nil {
			return false
		}
		fmt.Fprintln(app.Streams.Err, i18n.F("Error: %s", output.Escape(err.Error(), true)))
		if errors.Is(err, api.ErrPrecondition) {
			// Somebody changed it meanwhile: the person decides on the text as it is now written.
			if _, fresh, err := e.Get(); err == nil {
				etag = fresh
			}
		}
		answer, err := app.Streams.Ask(ctx, i18n.G("Press enter to open the editor again, or n to give up: "))
		return err == nil && !strings.HasPrefix(strings.ToLower(answer), "n")
	}
	return app.Streams.Edit(ctx, e.Name+".yaml", text, apply, again)
}

func (e Editing[T, P]) fromInput(app *cli.App) error {
	text, err := io.ReadAll(app.Streams.In)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return cli.Usagef("%s", i18n.G("standard input holds no YAML"))
	}
	return e.send(text, "")
}

func (e Editing[T, P]) send(text []byte, etag string) error {
	var fresh T
	if err := yaml.UnmarshalStrict(text, &fresh); err != nil {
		return fmt.Errorf("%s", i18n.F("the text is not valid: %s", strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	return e.Update(e.Writable(&fresh), etag)
}

func comment(help string) string {
	if help == "" {
		return ""
	}
	return "### " + strings.ReplaceAll(strings.TrimSpace(help), "\n", "\n### ") + "\n"
}

func (k *Kind[T, P]) edit(app *cli.App) *cobra.Command {
	var at place
	cmd := app.Command(cli.Spec{
		Name: "edit", Short: i18n.F("Edit one of the %s as YAML", k.Plural), Args: k.args(&at.Key, true),
		Run: func(ctx context.Context) error {
			return k.on(ctx, app, at, func(s Server) error {
				return Edit(ctx, app, Editing[T, P]{
					Name: strings.ReplaceAll(k.Noun, " ", "-"), Help: k.Help, Writable: k.Writable,
					Get:    func() (*T, string, error) { return k.Get(s, at.Key) },
					Update: func(p P, etag string) error { return k.Update(s, at.Key, p, etag) },
				})
			})
		},
	})
	return k.flags(cmd, &at)
}

// FromInput is the writable part of a new object: YAML from standard input where some was given, then the pairs.
func (k *Kind[T, P]) FromInput(app *cli.App, pairs []string, description string) (P, error) {
	k.complete()
	var fresh T
	var none P
	text, err := app.ReadInput()
	if err != nil {
		return none, err
	}
	if err := yaml.UnmarshalStrict(text, &fresh); err != nil {
		return none, cli.Usagef(i18n.G("the text is not valid: %s"), strings.TrimPrefix(err.Error(), "yaml: "))
	}
	p := k.Writable(&fresh)
	values, err := app.KeyValues(pairs)
	if err != nil {
		return none, err
	}
	if description != "" {
		if p, err = setProperty(p, "description", description); err != nil {
			return none, err
		}
	}
	for key, value := range values {
		k.Config(&p)[key] = value
	}
	return p, nil
}
