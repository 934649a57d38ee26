package lxd

import "github.com/openlxc/lxc/pkg/api"

// Warnings are what the server wants to be known (GET /1.0/warnings, extension warnings).
func (r *ProtocolLXD) Warnings() Collection[api.Warning, struct{}, api.WarningPut] {
	return objects[api.Warning, struct{}, api.WarningPut](r, "warnings", "warnings")
}

// GetWarningUUIDs lists the UUIDs of the warnings. GET /1.0/warnings, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarningUUIDs() ([]string, error) { return r.Warnings().Names() }

// GetWarnings lists the warnings. GET /1.0/warnings?recursion=1, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarnings() ([]api.Warning, error) { return r.Warnings().List() }

// GetWarning returns a warning and its ETag. GET /1.0/warnings/UUID, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarning(uuid string) (*api.Warning, string, error) {
	return r.Warnings().Get(uuid)
}

// UpdateWarning replaces the writable part of a warning; with an etag only if it is still that (api.ErrPrecondition). PUT
// /1.0/warnings/UUID, extension warnings. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateWarning(uuid string, put api.WarningPut, etag string) error {
	return r.Warnings().Update(uuid, put, etag)
}

// DeleteWarning deletes a warning. DELETE /1.0/warnings/UUID, extension warnings. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteWarning(uuid string) error { return r.Warnings().Delete(uuid) }
