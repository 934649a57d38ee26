package cluster

import (
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func links() *resource.Kind {
	return &resource.Kind{
		Noun: "link", Singular: i18n.M("a cluster link"), Plural: i18n.G("cluster links"),
		DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut] {
			return s.ClusterLinks()
		}, nil),
		Columns: output.Columns[api.ClusterLink]{
			output.Col('n', i18n.G("NAME"), func(l api.ClusterLink) string { return l.Name }),
			output.Col('a', i18n.G("ADDRESSES"), func(l api.ClusterLink) string { return l.Config["volatile.addresses"] }),
			output.Col('d', i18n.G("DESCRIPTION"), func(l api.ClusterLink) string { return l.Description }),
			output.Col('s', i18n.G("IDENTITY STATUS"), linkStatus),
			output.Col('t', i18n.G("TYPE"), func(l api.ClusterLink) string { return strings.ToUpper(l.Type) }),
		}.Any(),
		Name: resource.Of(func(l api.ClusterLink) string { return l.Name }),
		Help: i18n.G("A cluster link. Lines starting with # are ignored."),
	}
}
