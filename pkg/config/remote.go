package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// URLs returns the addresses of a remote.
func (r Remote) URLs() []string {
	var out []string
	for _, u := range strings.Split(r.Addr, ",") {
		if u = strings.TrimSpace(u); u != "" {
			out = append(out, u)
		}
	}
	return out
}

// IsLocal reports whether a remote is a unix socket.
func (r Remote) IsLocal() bool {
	return strings.HasPrefix(r.Addr, "unix:") || strings.HasPrefix(r.Addr, "/")
}

// IsImagesOnly reports whether a remote only serves public images.
func (r Remote) IsImagesOnly() bool {
	return r.Public || r.Protocol == "simplestreams" || r.Protocol == "oci"
}

// CheckNew returns an error if no remote with this name can be added.
func (c *Config) CheckNew(name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if r, found := c.Remotes[name]; found && !r.Hidden {
		return &RemoteExistsError{Remote: name}
	}
	return nil
}

// RemoteExistsError means that the name of a new remote is taken.
type RemoteExistsError struct{ Remote string }

// Error returns a message that names the remote.
func (e *RemoteExistsError) Error() string {
	return fmt.Sprintf("a remote named %q exists already", e.Remote)
}

// Add adds a remote and saves the configuration.
func (c *Config) Add(ctx context.Context, name string, r Remote) error {
	return c.Update(ctx, func(c *Config) error {
		if err := c.CheckNew(name); err != nil {
			return err
		}
		c.Remotes[name] = r
		return nil
	})
}

// Change modifies a remote and saves the configuration.
func (c *Config) Change(ctx context.Context, name string, change func(*Remote)) error {
	return c.Update(ctx, func(c *Config) error {
		r, err := c.changeable(name)
		if err != nil {
			return err
		}
		change(&r)
		r.stored = true
		c.Remotes[name] = r
		return nil
	})
}

// Rename renames a remote and its files.
func (c *Config) Rename(ctx context.Context, from, to string) error {
	return c.Update(ctx, func(c *Config) error {
		r, err := c.changeable(from)
		if err != nil {
			return err
		}
		if err := c.CheckNew(to); err != nil {
			return err
		}
		delete(c.Remotes, from)
		c.Remotes[to] = r
		if c.DefaultRemote == from {
			c.DefaultRemote = to
		}
		targets := c.files(to)
		for i, old := range c.files(from) {
			if err := os.Rename(old, targets[i]); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	})
}

// Remove removes a remote and its files. The default remote cannot be removed.
func (c *Config) Remove(ctx context.Context, name string) error {
	return c.Update(ctx, func(c *Config) error {
		if _, err := c.changeable(name); err != nil {
			return err
		}
		if c.DefaultRemote == name {
			return fmt.Errorf("%q is the default remote: choose another one first with: lxc remote switch", name)
		}
		delete(c.Remotes, name)
		for _, file := range c.files(name) {
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		return nil
	})
}

// Switch makes a remote the default.
func (c *Config) Switch(ctx context.Context, name string) error {
	return c.Update(ctx, func(c *Config) error {
		if _, found := c.Remotes[name]; !found {
			return &UnknownRemoteError{Remote: name, Near: c.near(name)}
		}
		c.DefaultRemote = name
		return nil
	})
}

func (c *Config) changeable(name string) (Remote, error) {
	r, found := c.Remotes[name]
	switch {
	case !found || r.Hidden:
		return r, &UnknownRemoteError{Remote: name, Near: c.near(name)}
	case r.Static:
		return r, fmt.Errorf("the remote %q is built in and cannot be changed", name)
	case r.Global:
		return r, fmt.Errorf("the remote %q comes from the system-wide configuration in %s", name, c.GlobalDir)
	}
	return r, nil
}

// SetProject stores the project to use on a remote, even on a built-in or system-wide one.
func (c *Config) SetProject(ctx context.Context, name, project string) error {
	return c.Update(ctx, func(c *Config) error {
		r, found := c.Remotes[name]
		if !found {
			return &UnknownRemoteError{Remote: name, Near: c.near(name)}
		}
		r.Project, r.Global, r.Hidden, r.stored = project, false, false, true
		c.Remotes[name] = r
		return nil
	})
}
