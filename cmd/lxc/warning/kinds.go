package warning

import (
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func warnings() *resource.Kind {
	return &resource.Kind{
		Noun: "warning", Singular: i18n.M("a warning"), Plural: i18n.G("warnings"),
		Silent: true,
		Verbs: resource.Verbs[api.Warning, struct{}]{
			Get: func(s resource.Server, k resource.Key) (*api.Warning, string, error) { return s.Warnings().Get(k.Name) },
		},
		Name: resource.Of(func(w api.Warning) string { return w.UUID }),
	}
}
