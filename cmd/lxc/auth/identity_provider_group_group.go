package auth

import (
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
)

func mappingGroups(s resource.Server, name string, change func([]string) ([]string, error)) error {
	return resource.Change(s.IdentityProviderGroups(), name, func(p *api.IdentityProviderGroupPut) error {
		list, err := change(p.Groups)
		p.Groups = list
		return err
	})
}
