package profile

import (
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
)

func devices() *resource.Devices {
	return &resource.Devices{
		Noun: "profile",
		Read: func(s resource.Server, name string) (map[string]map[string]string, error) {
			p, _, err := s.GetProfile(name)
			if err != nil {
				return nil, err
			}
			return p.Devices, nil
		},
		Change: func(s resource.Server, name string, change func(map[string]map[string]string) error) error {
			return resource.ChangeProfile(s, name, func(p *api.ProfilePut) error { return change(p.Devices) })
		},
	}
}
