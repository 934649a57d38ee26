package auth

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// permit is `auth group permission add` and `remove`.
func permit(app *cli.App, verb string) *cobra.Command {
	var ref config.Ref
	var words []string
	spec := cli.Spec{
		Name: verb, Short: i18n.G("Give a permission to a group"),
		Args: []cli.Arg{cli.Object("group", &ref), cli.Words("<entity-type> [<entity-name>] <entitlement> [<key>=<value>...]", &words)},
	}
	if verb == "remove" {
		spec.Aliases, spec.Short = []string{"rm"}, i18n.G("Take a permission from a group")
	}
	spec.Example = "lxc auth group permission " + verb + " operators server admin\nlxc auth group permission " + verb + " operators instance web can_exec project=default"
	spec.Run = func(ctx context.Context) error {
		p, err := parsePermission(words)
		if err != nil {
			return err
		}
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.About("group", ref, resource.Change(srv.AuthGroups(), ref.Name, func(put *api.AuthGroupPut) error {
			same := func(other api.Permission) bool {
				return other.EntityType == p.EntityType && other.URL == p.URL && other.Entitlement == p.Entitlement
			}
			has := slices.ContainsFunc(put.Permissions, same)
			switch {
			case verb == "add" && !has:
				put.Permissions = append(put.Permissions, p)
			case verb == "remove" && !has:
				return cli.Usagef("%s", i18n.G("the group does not have this permission"))
			case verb == "remove":
				put.Permissions = slices.DeleteFunc(put.Permissions, same)
			}
			return nil
		}))
	}
	return app.Command(spec)
}

// entities tell where the objects of a kind are: %s stands for their names, outermost first.
var entities = map[string]string{
	"server": "/1.0", "project": "/1.0/projects/%s", "instance": "/1.0/instances/%s", "instance_snapshot": "/1.0/instances/%s/snapshots/%s",
	"instance_backup": "/1.0/instances/%s/backups/%s", "image": "/1.0/images/%s", "image_alias": "/1.0/images/aliases/%s",
	"network": "/1.0/networks/%s", "network_acl": "/1.0/network-acls/%s", "network_zone": "/1.0/network-zones/%s",
	"profile": "/1.0/profiles/%s", "storage_pool": "/1.0/storage-pools/%s", "identity": "/1.0/auth/identities/%s/%s",
	"group": "/1.0/auth/groups/%s", "identity_provider_group": "/1.0/auth/identity-provider-groups/%s",
	"certificate": "/1.0/certificates/%s", "placement_group": "/1.0/placement-groups/%s", "replicator": "/1.0/replicators/%s",
	"cluster_link": "/1.0/cluster/links/%s",
}

// parsePermission reads `<entity-type> [<entity-name>] <entitlement> [<key>=<value>...]`. The keys are project, pool, type and
// location, as far as the kind of object needs them.
func parsePermission(words []string) (api.Permission, error) {
	var plain []string
	keys := map[string]string{}
	for _, w := range words {
		if key, value, found := strings.Cut(w, "="); found {
			keys[key] = value
		} else {
			plain = append(plain, w)
		}
	}
	p := api.Permission{}
	if len(plain) > 0 {
		p.EntityType = plain[0]
	}
	name := ""
	switch {
	case p.EntityType == "server" && len(plain) == 2:
		p.Entitlement = plain[1]
	case len(plain) == 3:
		name, p.Entitlement = plain[1], plain[2]
	default:
		return p, cli.Usagef("%s", i18n.G("write a permission as: <entity-type> <entity-name> <entitlement>, or: server <entitlement>"))
	}
	u, err := entityURL(p.EntityType, name, keys)
	p.URL = u
	return p, err
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
		return "", cli.Usagef(i18n.G("unknown entity type %q, or its pool is missing (pool=NAME)"), kind)
	}
	parts := strings.Split(name, "/")
	for _, part := range parts {
		pattern = strings.Replace(pattern, "%s", url.PathEscape(part), 1)
	}
	if strings.Contains(pattern, "%s") {
		return "", cli.Usagef(i18n.G("%q is no name of a %s"), name, kind)
	}
	if len(query) > 0 {
		pattern += "?" + query.Encode()
	}
	return pattern, nil
}
