package lxd

import (
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetImageFingerprints lists the fingerprints of the images. GET /1.0/images. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageFingerprints() ([]string, error) { return images.on(r).Names() }

// GetImages lists the images. GET /1.0/images?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImages() ([]api.Image, error) { return images.on(r).List() }

// GetImagesWithFilter lists the images that fit all filters, "key=value" each. GET /1.0/images?filter=…&recursion=1, extension
// api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetImagesWithFilter(filters []string) ([]api.Image, error) {
	q := request{path: images.at(), query: recursion("1")}
	q.filter(filters)
	return read[[]api.Image](r, q)
}

// GetImage returns an image by its fingerprint or a unique beginning of it. GET /1.0/images/FINGERPRINT. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImage(fingerprint string) (*api.Image, string, error) {
	return images.on(r).Get(fingerprint)
}

// GetPrivateImage returns an image of another owner, with the secret that opens it. GET /1.0/images/FINGERPRINT?secret=….
// Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetPrivateImage(fingerprint string, secret string) (*api.Image, string, error) {
	return get[*api.Image](r, request{path: images.at(fingerprint), query: url.Values{"secret": {secret}}})
}

// GetImageAliasNames lists the names of the aliases. GET /1.0/images/aliases. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageAliasNames() ([]string, error) { return aliases.on(r).Names() }

// GetImageAliases lists the aliases. GET /1.0/images/aliases?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAliases() ([]api.ImageAliasesEntry, error) { return aliases.on(r).List() }

// GetImageAlias returns an alias. GET /1.0/images/aliases/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAlias(name string) (*api.ImageAliasesEntry, string, error) {
	return aliases.on(r).Get(name)
}

// GetImageAliasType is GetImageAlias for images of one kind of instance; an alias of the other kind is not found. Servers
// hold one target per alias, so the kind is only checked. GET /1.0/images/aliases/NAME. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageAliasType(kind string, name string) (*api.ImageAliasesEntry, string, error) {
	entry, etag, err := r.GetImageAlias(name)
	if err == nil && kind != "" && entry.Type != "" && entry.Type != kind {
		return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: "the alias is not of a " + kind + " image"}
	}
	return entry, etag, err
}

// GetImageAliasArchitectures returns what an alias stands for, by architecture. GET /1.0/images/aliases/NAME, then
// /1.0/images/FINGERPRINT. Blocks until both are answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAliasArchitectures(imageType string, name string) (map[string]*api.ImageAliasesEntry, error) {
	alias, _, err := r.GetImageAliasType(imageType, name)
	if err != nil {
		return nil, err
	}
	image, _, err := r.GetImage(alias.Target)
	if err != nil {
		return nil, err
	}
	return map[string]*api.ImageAliasesEntry{image.Architecture: alias}, nil
}

// CreateImageAlias creates an alias. POST /1.0/images/aliases. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateImageAlias(alias api.ImageAliasesPost) error {
	return aliases.on(r).Create(alias)
}

// UpdateImageAlias changes the target and description of an alias. PUT /1.0/images/aliases/NAME. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateImageAlias(name string, alias api.ImageAliasesEntryPut, etag string) error {
	return aliases.on(r).Update(name, alias, etag)
}

// RenameImageAlias renames an alias. POST /1.0/images/aliases/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) RenameImageAlias(name string, alias api.ImageAliasesEntryPost) error {
	return aliases.on(r).post(name, alias)
}

// DeleteImageAlias deletes an alias. DELETE /1.0/images/aliases/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteImageAlias(name string) error { return aliases.on(r).Delete(name) }

// UpdateImage replaces the writable part of an image. PUT /1.0/images/FINGERPRINT. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateImage(fingerprint string, image api.ImagePut, etag string) error {
	return images.on(r).Update(fingerprint, image, etag)
}

// DeleteImage deletes an image. DELETE /1.0/images/FINGERPRINT. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteImage(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: images.at(fingerprint)})
}

// RefreshImage fetches an image again from where it came. metadata.refreshed of the operation tells whether there was a
// newer one. POST /1.0/images/FINGERPRINT/refresh, extension image_force_refresh. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RefreshImage(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "refresh"), needs: needs{"image_force_refresh"}})
}

// CreateImageSecret makes a secret with which another server may download an image once. POST
// /1.0/images/FINGERPRINT/secret. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateImageSecret(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "secret")})
}

// GetImageSecret is CreateImageSecret that returns the secret itself. POST /1.0/images/FINGERPRINT/secret. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageSecret(fingerprint string) (string, error) {
	op, err := r.CreateImageSecret(fingerprint)
	if err != nil {
		return "", err
	}
	return op.Secret("secret"), nil
}

// ExportImage asks the server to push an image to another one. POST /1.0/images/FINGERPRINT/export, extension
// images_push_relay. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ExportImage(fingerprint string, post api.ImageExportPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "export"), body: post, needs: needs{"images_push_relay"}})
}
