package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func edit(app *cli.App, at location) *cobra.Command {
	var ref config.FileRef
	return app.Command(cli.Spec{
		Name: "edit", Short: at.either(i18n.G("Edit a file in an instance"), i18n.G("Edit a file in a volume")),
		Long:    i18n.G("Owner and mode are preserved. If the file cannot be written, your text is kept. Without a terminal, the new content is read from standard input."),
		Example: "lxc file edit web/etc/hosts\nlxc file edit web/etc/motd < motd",
		Args:    at.args(func(given config.FileRef) { ref = given }, false),
		Run: func(ctx context.Context) error {
			return withStore(ctx, app, ref, func(s store) error {
				keep := attributes{-1, -1, -1}
				name := path.Clean(ref.Path)
				if !app.Streams.InputIsTerminal() {
					_, err := s.lstat(name)
					if isNotFound(err) {
						keep = attributes{0, 0, 0o644}
					} else if err != nil {
						return err
					}
					return s.write(name, app.Streams.In, !isNotFound(err), keep)
				}
				return editInteractively(ctx, app, s, name)
			})
		},
	})
}

const maxEdit = 64 << 20 // bytes to load into an editor

func editInteractively(ctx context.Context, app *cli.App, s store, name string) error {
	f, err := s.open(name)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxEdit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if len(text) > maxEdit {
		return cli.Failed(i18n.F("the file is larger than %d MiB: pull it, edit it and push it back", maxEdit>>20))
	}
	apply := func(edited []byte) error {
		return s.write(name, strings.NewReader(string(edited)), true, attributes{-1, -1, -1})
	}
	reopen := func(err error) bool {
		fmt.Fprintln(app.Streams.Err, i18n.F("Error: %s", output.Escape(err.Error(), true)))
		answer, err := app.Streams.Ask(ctx, i18n.G("Press enter to open the editor again, or n to give up: "))
		return err == nil && !cli.IsNo(strings.TrimSpace(answer))
	}
	local := path.Base(name)
	if local == "" || !fsLocal(local) {
		local = "file"
	}
	return app.Streams.Edit(ctx, local, text, apply, reopen)
}
