package auth

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// permit returns `auth group permission add` or `remove`.
func permit(app *cli.App, verb string) *cobra.Command {
	var ref config.Ref
	var p api.Permission
	var name string
	var pairs []string
	spec := cli.Spec{
		Name: verb, Short: i18n.G("Add a permission to a group"),
		Args: []cli.Arg{
			cli.Completed(cli.Object("group", &ref), cli.Names("auth-group")),
			cli.Completed(cli.Word("entity-type", &p.EntityType), entityTypes), entityName(&name), cli.Completed(cli.Word("entitlement", &p.Entitlement), entitlements),
			cli.Completed(cli.Opt(cli.Pairs(&pairs)), cli.Fixed("project=", "pool=", "type=", "location=")),
		},
	}
	if verb == "remove" {
		spec.Aliases, spec.Short = []string{"rm"}, i18n.G("Remove a permission from a group")
	}
	spec.Example = "lxc auth group permission " + verb + " operators server admin\nlxc auth group permission " + verb + " operators instance web can_exec project=default"
	spec.Check = func() (err error) {
		p.EntityReference, err = permissionURL(p.EntityType, name, pairs)
		return err
	}
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.WithObject("group", ref, resource.Change(srv.AuthGroups(), ref.Name, func(put *api.AuthGroupPut) error {
			same := func(other api.Permission) bool {
				return other.EntityType == p.EntityType && other.EntityReference == p.EntityReference && other.Entitlement == p.Entitlement
			}
			has := slices.ContainsFunc(put.Permissions, same)
			switch {
			case verb == "add" && !has:
				put.Permissions = append(put.Permissions, p)
			case verb == "remove" && !has:
				return cli.NotFound("permission", i18n.G("the group does not have this permission"))
			case verb == "remove":
				put.Permissions = slices.DeleteFunc(put.Permissions, same)
			}
			return nil
		}))
	}
	return app.Command(spec)
}

// entities maps entity types to URLs; %s stands for the names, outermost first.
var entities = map[string]string{
	"server": "/1.0", "project": "/1.0/projects/%s", "instance": "/1.0/instances/%s", "instance_snapshot": "/1.0/instances/%s/snapshots/%s",
	"instance_backup": "/1.0/instances/%s/backups/%s", "image": "/1.0/images/%s", "image_alias": "/1.0/images/aliases/%s",
	"network": "/1.0/networks/%s", "network_acl": "/1.0/network-acls/%s", "network_zone": "/1.0/network-zones/%s",
	"profile": "/1.0/profiles/%s", "storage_pool": "/1.0/storage-pools/%s", "identity": "/1.0/auth/identities/%s/%s",
	"group": "/1.0/auth/groups/%s", "identity_provider_group": "/1.0/auth/identity-provider-groups/%s",
	"certificate": "/1.0/certificates/%s", "placement_group": "/1.0/placement-groups/%s", "replicator": "/1.0/replicators/%s",
	"cluster_link": "/1.0/cluster/links/%s",
}

// entityTypes completes entity types.
func entityTypes(ctx context.Context, app *cli.App, at cli.Cursor) []string {
	return cli.Fixed(append(slices.Collect(maps.Keys(entities)), "storage_volume", "storage_bucket")...)(ctx, app, at)
}

// entityNouns maps entity types that are listed by name alone to nouns of the command line.
var entityNouns = map[string]string{
	"project": "project", "instance": "instance", "image": "image-fingerprint", "image_alias": "alias", "network": "network", "network_acl": "acl",
	"network_zone": "zone", "profile": "profile", "storage_pool": "pool", "group": "auth-group", "identity": "method/name",
	"identity_provider_group": "identity-provider-group", "certificate": "fingerprint", "placement_group": "placement-group",
	"replicator": "replicator", "cluster_link": "link",
}

// entityNames completes the objects of the entity type in the preceding argument.
func entityNames(ctx context.Context, app *cli.App, at cli.Cursor) []string {
	if len(at.Before) < 2 || entityNouns[at.Before[1]] == "" {
		return nil
	}
	return cli.Here(entityNouns[at.Before[1]])(ctx, app, at)
}

// entitlements completes the entitlements for the entity type in the second argument.
var entitlements = cli.Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
	if len(words) < 2 {
		return nil, nil
	}
	list, err := s.GetPermissions("", words[1])
	var out []string
	for _, p := range list {
		out = append(out, p.Entitlement)
	}
	return out, err
})

// entityName is the argument for the name of the object; only the server has none.
func entityName(into *string) cli.Arg {
	a := cli.Completed(cli.Opt(cli.Word("entity-name", into)), entityNames)
	a.Matches = func(words []string) bool { return len(words) > 1 && !strings.Contains(words[1], "=") }
	return a
}

// permissionURL returns the URL of the object of a permission. The pairs may set project, pool, type and location, depending
// on the entity type.
func permissionURL(kind, name string, pairs []string) (string, error) {
	keys, err := cli.KeyValues(pairs)
	if err != nil {
		return "", err
	}
	if kind != "server" && name == "" {
		return "", cli.Usagef("%s", i18n.G("invalid permission: use <entity-type> <entity-name> <entitlement>, or server <entitlement>"))
	}
	return entityURL(kind, name, keys)
}

func entityURL(kind, name string, keys map[string]string) (string, error) {
	query := url.Values{}
	for _, key := range []string{"project", "target"} {
		if keys[key] != "" {
			query.Set(key, keys[key])
		}
	}
	if keys["location"] != "" {
		query.Set("target", keys["location"])
	}
	pattern, found := entities[kind]
	switch kind {
	case "storage_volume":
		volume := keys["type"]
		if volume == "" {
			volume = "custom"
		}
		pattern, found = "/1.0/storage-pools/"+url.PathEscape(keys["pool"])+"/volumes/"+volume+"/%s", keys["pool"] != ""
	case "storage_bucket":
		pattern, found = "/1.0/storage-pools/"+url.PathEscape(keys["pool"])+"/buckets/%s", keys["pool"] != ""
	}
	if !found {
		return "", cli.Usagef(i18n.G("unknown entity type %q, or missing pool=NAME"), kind)
	}
	parts := config.SplitPath(name)
	for _, part := range parts {
		pattern = strings.Replace(pattern, "%s", url.PathEscape(part), 1)
	}
	if strings.Contains(pattern, "%s") {
		return "", cli.Usagef(i18n.G("invalid name %q for the entity type %s"), name, kind)
	}
	if len(query) > 0 {
		pattern += "?" + query.Encode()
	}
	return pattern, nil
}
