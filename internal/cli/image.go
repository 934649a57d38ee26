package cli

import (
	"context"
	"errors"
	"fmt"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// FindImage returns the image with an alias, a fingerprint or a unique fingerprint prefix. kind selects between two images
// with the same alias: "container", "virtual-machine", or "" for either. isAlias reports whether ref is an alias.
func FindImage(srv lxd.ImageServer, ref config.Ref, kind string) (image *api.Image, isAlias bool, err error) {
	fingerprint, isAlias, err := FindFingerprint(srv, ref, kind)
	if err == nil {
		image, _, err = srv.GetImage(fingerprint)
	}
	return image, isAlias, WithObject("image", ref, err)
}

// FindFingerprint resolves an alias. Any other name is returned unchanged: the server decides whether it is a fingerprint
// prefix.
func FindFingerprint(srv lxd.ImageServer, ref config.Ref, kind string) (fingerprint string, isAlias bool, err error) {
	entry, err := findAlias(srv, kind, ref.Name)
	switch {
	case err == nil:
		return entry.Target, true, nil
	case !errors.Is(err, api.ErrNotFound) && !errors.Is(err, api.ErrForbidden) && !errors.Is(err, api.ErrBadRequest):
		return "", false, err
	}
	return ref.Name, false, nil
}

func findAlias(srv lxd.ImageServer, kind, name string) (*api.ImageAliasesEntry, error) {
	entry, _, err := srv.GetImageAliasType(kind, name)
	return entry, err
}

// RefuseAliases returns an error if an alias is taken, before anything is created or sent.
func RefuseAliases(taken map[string]string, names []string) error {
	for _, name := range names {
		if _, found := taken[name]; found {
			return Conflict("alias", i18n.F("alias %q already exists; use --reuse to move it to the new image", name))
		}
	}
	return nil
}

// AliasTargets returns the fingerprints of images by alias.
func AliasTargets(srv lxd.InstanceServer) (map[string]string, error) {
	entries, err := srv.GetImageAliases()
	targets := map[string]string{}
	for _, e := range entries {
		targets[e.Name] = e.Target
	}
	return targets, err
}

// NameImage assigns aliases to a new image, moving them from other images if necessary. Images listed in old under one of
// the aliases are deleted.
func (a *App) NameImage(ctx context.Context, srv lxd.InstanceServer, fingerprint string, names []string, old map[string]string) error {
	if len(names) == 0 {
		return nil
	}
	if err := a.dropImages(ctx, srv, fingerprint, names, old); err != nil {
		return err
	}
	taken, err := AliasTargets(srv)
	if err != nil {
		return err
	}
	for _, name := range names {
		put := api.ImageAliasesEntryPut{Target: fingerprint}
		switch owner, found := taken[name]; {
		case owner == fingerprint:
			continue
		case found: // moved in one request, so that it always exists
			err = srv.UpdateImageAlias(name, put, "")
		default:
			err = srv.CreateImageAlias(api.ImageAliasesPost{ImageAliasesEntry: api.ImageAliasesEntry{ImageAliasesEntryPut: put, Name: name}})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", i18n.F("Failed to create alias %s", name), err)
		}
	}
	return nil
}

// dropImages deletes the images, other than the new one, that old lists under one of the aliases. Their aliases are deleted
// with them.
func (a *App) dropImages(ctx context.Context, srv lxd.InstanceServer, fingerprint string, names []string, old map[string]string) error {
	gone := map[string]bool{fingerprint: true}
	for _, name := range names {
		owner, found := old[name]
		if !found || gone[owner] {
			continue
		}
		gone[owner] = true
		op, err := srv.DeleteImage(owner)
		if err == nil {
			err = a.Wait(ctx, op, "")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoteFamily returns the family of servers that images for a remote must suit, without a request: that of its
// configuration entry, or else of the program.
func (a *App) RemoteFamily(remote string) string {
	if c, err := a.Config(); err == nil {
		if c.Remotes[remote].Protocol == "incus" {
			return "incus"
		}
		return c.Family
	}
	return a.Family
}
