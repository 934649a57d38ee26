package compat

import (
	"github.com/openlxc/lxc/pkg/api"
)

// ListProfiles lists the profiles.
func (c *Client) ListProfiles() ([]ProfileConfig, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetProfiles()
}

// ProfileConfig returns a profile.
func (c *Client) ProfileConfig(name string) (*ProfileConfig, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	profile, _, err := srv.GetProfile(name)
	return profile, err
}

// GetProfileConfig returns the configuration of a profile.
func (c *Client) GetProfileConfig(profile string) (map[string]string, error) {
	p, err := c.ProfileConfig(profile)
	if err != nil {
		return nil, err
	}
	return p.Config, nil
}

// ProfileCreate creates an empty profile.
func (c *Client) ProfileCreate(p string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.CreateProfile(api.ProfilesPost{Name: p})
}

// ProfileDelete deletes a profile.
func (c *Client) ProfileDelete(p string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.DeleteProfile(p)
}

// ProfileCopy copies a profile to another server.
func (c *Client) ProfileCopy(name, newname string, dest *Client) error {
	p, err := c.ProfileConfig(name)
	if err != nil {
		return err
	}
	to, err := dest.server()
	if err != nil {
		return err
	}
	return to.CreateProfile(api.ProfilesPost{Name: newname, ProfilePut: p.Writable()})
}

// PutProfile replaces the writable part of a profile, and renames it if profile has another name.
func (c *Client) PutProfile(name string, profile ProfileConfig) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	if profile.Name != "" && profile.Name != name {
		if err := srv.RenameProfile(name, api.ProfilePost{Name: profile.Name}); err != nil {
			return err
		}
		name = profile.Name
	}
	return srv.UpdateProfile(name, profile.Writable(), "")
}

// changeProfile reads a profile, changes it and writes it back.
func (c *Client) changeProfile(name string, edit func(*api.ProfilePut) error) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	p, etag, err := srv.GetProfile(name)
	if err != nil {
		return err
	}
	put := p.Writable()
	if err := edit(&put); err != nil {
		return err
	}
	return srv.UpdateProfile(name, put, etag)
}

// SetProfileConfigItem sets a configuration key of a profile; "" removes it.
func (c *Client) SetProfileConfigItem(profile, key, value string) error {
	return c.changeProfile(profile, func(put *api.ProfilePut) error { return setKey(put.Config, key, value) })
}

// ProfileListDevices lists the devices of a profile, as "name: type".
func (c *Client) ProfileListDevices(profile string) ([]string, error) {
	p, err := c.ProfileConfig(profile)
	if err != nil {
		return nil, err
	}
	return deviceLines(p.Devices), nil
}

// ProfileDeviceAdd adds a device to a profile; props are "key=value".
func (c *Client) ProfileDeviceAdd(profile, devname, devtype string, props []string) (*Response, error) {
	return done(c.changeProfile(profile, func(put *api.ProfilePut) error { return addDevice(put.Devices, devname, devtype, props) }))
}

// ProfileDeviceDelete removes a device from a profile.
func (c *Client) ProfileDeviceDelete(profile, devname string) (*Response, error) {
	return done(c.changeProfile(profile, func(put *api.ProfilePut) error { return removeDevice(put.Devices, devname) }))
}
