package config

import (
	"cmp"
	"context"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// GetInstanceServer is Server without a context: the form that programs for other clients know. Nothing is sent before the first
// request. Errors: *UnknownRemoteError.
func (c *Config) GetInstanceServer(name string) (lxd.InstanceServer, error) {
	return c.Server(context.Background(), name)
}

// GetContainerServer is the older name of GetInstanceServer.
func (c *Config) GetContainerServer(name string) (lxd.ContainerServer, error) {
	return c.GetInstanceServer(name)
}

// GetImageServer is ImageServer without a context, for images of the family of this configuration. Errors: *UnknownRemoteError.
func (c *Config) GetImageServer(name string) (lxd.ImageServer, error) {
	return c.ImageServer(context.Background(), name, cmp.Or(c.Family, "lxd"))
}

// SaveConfig writes the configuration to path, as the function of this name does.
func (c *Config) SaveConfig(path string) error { return SaveConfig(c, path) }
