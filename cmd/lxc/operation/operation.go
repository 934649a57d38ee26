// Package operation holds `lxc operation`.
package operation

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func operations() *resource.Kind[api.Operation, struct{}] {
	return &resource.Kind[api.Operation, struct{}]{
		Noun: "operation", Plural: i18n.G("operations"), AllProjects: true, NoFilter: true,
		Columns: output.Columns[api.Operation]{
			output.Col('i', i18n.G("ID"), func(o api.Operation) string { return o.ID }),
			output.Col('t', i18n.G("TYPE"), func(o api.Operation) string { return strings.ToUpper(o.Class) }),
			output.Col('d', i18n.G("DESCRIPTION"), func(o api.Operation) string { return o.Description }),
			output.Col('s', cli.ByProgram(i18n.G("STATUS"), i18n.G("STATE")), func(o api.Operation) string { return strings.ToUpper(o.Status) }),
			output.Col('c', i18n.G("CANCELABLE"), func(o api.Operation) string { return output.YesNo(o.MayCancel) }),
			output.Col('C', i18n.G("CREATED"), func(o api.Operation) string { return output.Time(o.CreatedAt) }),
			output.Col('L', i18n.G("LOCATION"), func(o api.Operation) string { return o.Location }),
		},
		Default: "itdscCL",
		Verbs: resource.Verbs[api.Operation, struct{}]{
			List: func(s resource.Server, _ resource.Key) ([]api.Operation, error) { return s.GetOperations() },
			Get: func(s resource.Server, k resource.Key) (*api.Operation, string, error) {
				return s.GetOperation(k.Name)
			},
		},
		Name: func(o api.Operation) string { return o.ID },
	}
}

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Look at background work of servers, and cancel it") }

// New is `lxc operation`.
func New(app *cli.App) *cobra.Command {
	return app.Group("operation", Summary(),
		operations().Commands(app), []*cobra.Command{cancel(app), record(app)})
}

func cancel(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"cancel", "remove", "rm"}, Short: i18n.G("Cancel an operation"),
		Args: []cli.Arg{cli.Object("operation", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := srv.DeleteOperation(ref.Name); err != nil {
				return cli.About("operation", ref, err)
			}
			app.Note(i18n.G("Cancelled operation %s"), ref.Name)
			return nil
		},
	})
}
