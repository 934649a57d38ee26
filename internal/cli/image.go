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

// FindImage returns the image that an alias, a fingerprint or a unique beginning of one names. kind chooses where an
// alias stands for two: "container", "virtual-machine" or "" for either. isAlias tells which it was.
func FindImage(srv lxd.ImageServer, ref config.Ref, kind string) (image *api.Image, isAlias bool, err error) {
	fingerprint, isAlias, err := FindFingerprint(srv, ref, kind)
	if err == nil {
		image, _, err = srv.GetImage(fingerprint)
	}
	return image, isAlias, WithObject("image", ref, err)
}

// FindFingerprint returns what an alias stands for. Any other word is returned as it is: the server knows whether it begins a
// fingerprint.
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

// RefuseAliases refuses aliases that are taken, before anything is made or sent.
func RefuseAliases(taken map[string]string, names []string) error {
	for _, name := range names {
		if _, found := taken[name]; found {
			return Conflict("alias", i18n.F("alias %q already exists; use --reuse to move it to the new image", name))
		}
	}
	return nil
}

// AliasTargets returns the fingerprints of the images that have aliases.
func AliasTargets(srv lxd.InstanceServer) (map[string]string, error) {
	entries, err := srv.GetImageAliases()
	targets := map[string]string{}
	for _, e := range entries {
		targets[e.Name] = e.Target
	}
	return targets, err
}

// NameImage gives a new image its aliases, those of other images too. Of old, the images that had aliases, those that had one
// of these are deleted.
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
		case found: // at no moment it is nobody's
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

// dropImages deletes the images, other than the new one, that have the aliases; these go with them.
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

// RemoteFamily tells whose servers the images for a remote must suit, without asking a server: by its entry in the
// configuration, else by the name of this program.
func (a *App) RemoteFamily(remote string) string {
	if c, err := a.Config(); err == nil {
		if c.Remotes[remote].Protocol == "incus" {
			return "incus"
		}
		return c.Family
	}
	return a.Family
}
