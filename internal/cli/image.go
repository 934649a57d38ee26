package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// FindImage returns the image that an alias, a fingerprint or a unique beginning of one names. kind chooses where an
// alias stands for two: "container", "virtual-machine" or "" for either. isAlias tells which it was.
func FindImage(srv lxd.ImageServer, ref config.Ref, kind string) (image *api.Image, isAlias bool, err error) {
	entry, err := findAlias(srv, kind, ref.Name)
	fingerprint := ref.Name
	switch {
	case err == nil:
		fingerprint, isAlias = entry.Target, true
	case !errors.Is(err, api.ErrNotFound) && !errors.Is(err, api.ErrForbidden) && !errors.Is(err, api.ErrBadRequest):
		return nil, false, About("image", ref, err)
	}
	image, _, err = srv.GetImage(fingerprint)
	return image, isAlias, About("image", ref, err)
}

func findAlias(srv lxd.ImageServer, kind, name string) (*api.ImageAliasesEntry, error) {
	if typed, ok := srv.(lxd.TypedAliases); ok {
		entry, _, err := typed.GetImageAliasType(kind, name)
		return entry, err
	}
	entry, _, err := srv.GetImageAlias(name)
	return entry, err
}

// FreeAliases refuses aliases that are taken, before anything is made or sent, or frees them.
func FreeAliases(srv lxd.InstanceServer, names []string, reuse bool) error {
	for _, name := range names {
		_, _, err := srv.GetImageAlias(name)
		switch {
		case errors.Is(err, api.ErrNotFound):
		case err != nil:
			return err
		case !reuse:
			return &api.StatusError{Code: http.StatusConflict, Message: i18n.F("the alias %q is taken; --reuse takes it over", name)}
		default:
			if err := srv.DeleteImageAlias(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// NameImage gives a new image its aliases.
func NameImage(srv lxd.InstanceServer, fingerprint string, names []string) error {
	for _, name := range names {
		post := api.ImageAliasesPost{}
		post.Name, post.Target = name, fingerprint
		if err := srv.CreateImageAlias(post); err != nil {
			return fmt.Errorf("%s: %w", i18n.F("the image %s was made, but not its alias %q", fingerprint, name), err)
		}
	}
	return nil
}

// Family tells whose servers the images for a remote must suit, without asking a server: by its entry in the
// configuration, else by the name of this program.
func (a *App) Family(_ context.Context, remote string) string {
	if c, err := a.Config(); err == nil {
		if c.Remotes[remote].Protocol == "incus" {
			return "incus"
		}
		return c.Family
	}
	return family()
}
