package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func permissionList(app *cli.App) *cobra.Command {
	var remote string
	var filters []string
	var flags resource.ListFlags
	limit := 3
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List available permissions"),
		Example: "lxc auth permission list project=default entity_type=instance",
		Args:    []cli.Arg{cli.FilterRemote(&remote, &filters), cli.Completed(cli.Opt(cli.Pairs(&filters)), cli.Fixed("project=", "entity_type="))},
		Run: func(ctx context.Context) error {
			values, err := cli.KeyValues(filters)
			if err != nil {
				return err
			}
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			list, err := srv.GetPermissions(values["project"], values["entity_type"])
			if err != nil {
				return err
			}
			if slices.Contains([]string{"json", "yaml", "jsonl"}, flags.Format) {
				return resource.Print(app, flags, rawColumns(), func() ([]api.PermissionInfo, error) { return list, nil })
			}
			return resource.Print(app, flags, permissionColumns(limit), func() ([]entity, error) { return byEntity(list), nil })
		},
	})
	flags.Add(app, cmd, "tue")
	resource.Offer(cmd, permissionColumns(limit))
	cmd.Flags().IntVar(&limit, "max-entitlements", 3, i18n.G("Maximum number of entitlements to show per object; 0 shows all"))
	return cmd
}

// entity is an object with its entitlements.
type entity struct {
	kind, url    string
	entitlements []api.PermissionInfo
}

// byEntity groups permissions by object.
func byEntity(list []api.PermissionInfo) []entity {
	var all []entity
	at := map[string]int{}
	for _, p := range list {
		key := p.EntityType + " " + p.EntityReference
		i, found := at[key]
		if !found {
			i = len(all)
			at[key] = i
			all = append(all, entity{kind: p.EntityType, url: p.EntityReference})
		}
		all[i].entitlements = append(all[i].entitlements, p)
	}
	return all
}

// shown returns the entitlements for a table cell: first those granted to groups, then up to limit others.
func (e entity) shown(limit int) string {
	var given, free []string
	for _, p := range e.entitlements {
		if len(p.Groups) > 0 {
			given = append(given, fmt.Sprintf("%s ==> (%s)", p.Entitlement, strings.Join(p.Groups, ", ")))
		} else {
			free = append(free, p.Entitlement)
		}
	}
	if limit > 0 && len(free) > limit {
		free = append(free[:limit], "...")
	}
	return strings.Join(append(given, free...), "\n")
}

func permissionColumns(limit int) output.Columns[entity] {
	return output.Columns[entity]{
		output.Col('t', i18n.G("ENTITY TYPE"), func(e entity) string { return e.kind }),
		output.Col('u', i18n.G("URL"), func(e entity) string { return e.url }),
		output.Col('e', i18n.G("ENTITLEMENTS ==> (GROUPS)"), func(e entity) string { return e.shown(limit) }),
	}
}

func rawColumns() output.Columns[api.PermissionInfo] {
	return output.Columns[api.PermissionInfo]{
		output.Col('t', i18n.G("ENTITY TYPE"), func(p api.PermissionInfo) string { return p.EntityType }),
		output.Col('u', i18n.G("URL"), func(p api.PermissionInfo) string { return p.EntityReference }),
		output.Col('e', i18n.G("ENTITLEMENT"), func(p api.PermissionInfo) string { return p.Entitlement }),
	}
}
