package operation

import (
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func operations(app *cli.App) *resource.Kind {
	return &resource.Kind{
		Noun: "operation", Singular: i18n.M("an operation"), Plural: i18n.G("operations"),
		AllProjects: true, Watched: true, NoFilter: true,
		Columns: output.Columns[api.Operation]{
			output.Col('i', i18n.G("ID"), func(o api.Operation) string { return o.ID }),
			output.Col('t', i18n.G("TYPE"), func(o api.Operation) string { return strings.ToUpper(o.Class) }),
			output.Col('d', i18n.G("DESCRIPTION"), func(o api.Operation) string { return o.Description }),
			output.Col('s', cli.PerFlavor(app, i18n.G("STATUS"), i18n.G("STATE")), func(o api.Operation) string { return strings.ToUpper(o.Status) }),
			output.Col('c', i18n.G("CANCELABLE"), func(o api.Operation) string { return output.YesNo(o.MayCancel) }),
			output.Col('C', i18n.G("CREATED"), func(o api.Operation) string { return output.Time(o.CreatedAt) }),
			output.Col('L', i18n.G("LOCATION"), func(o api.Operation) string { return o.Location }).OfMember(),
		}.Any(),
		DefaultColumns: "itdscCL",
		Without: func(items []any) string { // incus 6.0 has no project column, because its servers do not report the project
			if len(items) == 0 && app.Family == "incus" {
				return "e"
			}
			return ""
		},
		Verbs: resource.Verbs[api.Operation, struct{}]{
			List: func(s resource.Server, _ resource.Key) ([]api.Operation, error) { return s.GetOperations() },
			Get: func(s resource.Server, k resource.Key) (*api.Operation, string, error) {
				return s.GetOperation(k.Name)
			},
		},
		Name: resource.Of(func(o api.Operation) string { return o.ID }),
	}
}
