package config

import (
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
)

func devices() *resource.Devices {
	return &resource.Devices{
		Noun: "instance",
		Read: func(srv resource.Server, name string) (map[string]map[string]string, error) {
			inst, _, err := srv.GetInstance(name)
			if err != nil {
				return nil, err
			}
			return inst.Devices, nil
		},
		Inherited: func(srv resource.Server, name string) (map[string]map[string]string, error) {
			inst, _, err := srv.GetInstance(name)
			if err != nil {
				return nil, err
			}
			return inst.ExpandedDevices, nil
		},
		Change: func(srv resource.Server, name string, change func(map[string]map[string]string) error) error {
			return resource.Modify(func() (*api.Instance, string, error) { return srv.GetInstance(name) },
				func(p api.InstancePut, etag string) error {
					op, err := srv.UpdateInstance(name, p, etag)
					if err != nil {
						return err
					}
					return op.Wait()
				}, (*api.Instance).Writable, func(p *api.InstancePut) error { return change(p.Devices) })
		},
	}
}
