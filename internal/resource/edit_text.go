package resource

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Editing describes an object to be edited as YAML.
type Editing struct {
	Name   string
	Help   string // comment above the YAML
	Of     Record
	Text   func(item any) any // what to edit; nil means the whole object
	Strict bool               // reject keys unknown to us and to the server, as the stock clients do
}

// Edit edits an object: with the YAML from standard input if that is not a terminal, otherwise in an editor. The YAML is
// decoded into a fresh writable part, so that deleted keys are removed. Unknown keys are sent to the server. The user's text
// is never lost.
func Edit(ctx context.Context, app *cli.App, e Editing) error {
	if !app.Streams.InputIsTerminal() {
		text, err := io.ReadAll(app.Streams.In)
		if err != nil {
			return err
		}
		return e.send(app, text, "")
	}
	item, etag, err := e.Of.get()
	if err != nil {
		return err
	}
	shown := item
	if e.Text != nil {
		shown = e.Text(item)
	}
	body, err := output.YAMLText(shown)
	if err != nil {
		return err
	}
	text := append([]byte(comment(e.Help, body)), body...)
	apply := func(edited []byte) error { return e.send(app, edited, etag) }
	again := func(err error) bool {
		if errors.Is(err, api.ErrPrecondition) {
			// The object changed in the meantime: let the user decide, and overwrite it on the next attempt.
			if _, fresh, err := e.Of.get(); err == nil {
				etag = fresh
			}
		}
		return AskAgain(ctx, app, err)
	}
	return app.Streams.Edit(ctx, e.Name+".yaml", text, apply, again)
}

func (e Editing) send(app *cli.App, text []byte, etag string) error {
	p := e.Of.fresh()
	if err := decodeYAML(text, p, e.Of.whole); err != nil {
		return err
	}
	if err := e.check(app, p); err != nil {
		return err
	}
	return e.Of.update(p, etag)
}

// check reports unknown keys, except those that the object already has on the server.
func (e Editing) check(app *cli.App, p any) error {
	unknown := sent.Unknown(p)
	if len(unknown) == 0 || !e.Strict && !app.Streams.ErrIsTerminal() {
		return nil
	}
	item, _, err := e.Of.get()
	if err != nil {
		return err
	}
	known := sent.Unknown(item)
	return complain(app, slices.DeleteFunc(unknown, func(key string) bool { return slices.Contains(known, key) }), e.Strict)
}

// AskAgain prints the error and asks whether to open the editor again.
func AskAgain(ctx context.Context, app *cli.App, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	fmt.Fprintln(app.Streams.Err, i18n.F("Error: %s", output.Escape(err.Error(), true)))
	answer, err := app.Streams.Ask(ctx, i18n.G("Press enter to open the editor again, or n to give up: "))
	return err == nil && !cli.IsNo(strings.TrimSpace(answer))
}

// EditText edits a text: with standard input if that is not a terminal, otherwise in an editor, which shows what read returns
// and is reopened with the same text after an error.
func EditText(ctx context.Context, app *cli.App, name string, read func() ([]byte, error), write func([]byte) error) error {
	if !app.Streams.InputIsTerminal() {
		edited, err := io.ReadAll(app.Streams.In)
		if err != nil {
			return err
		}
		return write(edited)
	}
	text, err := read()
	if err != nil {
		return err
	}
	return app.Streams.Edit(ctx, name, text, write, func(err error) bool { return AskAgain(ctx, app, err) })
}
