package lxd

import (
	"io"
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
)

// GetInstanceUEFIVars returns the firmware variables of a virtual machine and their ETag. GET
// /1.0/instances/NAME/uefi-vars, extension instances_uefi_vars (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceUEFIVars(name string) (*api.InstanceUEFIVars, string, error) {
	if err := r.CheckExtension("instances_uefi_vars"); err != nil {
		return nil, "", err
	}
	return get[*api.InstanceUEFIVars](r, instances.at(name, "uefi-vars"), nil)
}

// UpdateInstanceUEFIVars replaces the firmware variables of a stopped virtual machine. PUT /1.0/instances/NAME/uefi-vars,
// extension instances_uefi_vars (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceUEFIVars(name string, vars api.InstanceUEFIVars, etag string) error {
	return r.changeWith("instances_uefi_vars", request{method: http.MethodPut, path: instances.at(name, "uefi-vars"), body: vars, etag: etag})
}

// GetInstanceNVRAM returns the firmware variables of a virtual machine as raw JSON, those of one GUID where it is not "".
// GET /1.0/instances/NAME/nvram?recursion=1, extension instance_nvram (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAM(name, guid string) (any, error) {
	path := []string{"instances", name, "nvram"}
	if guid != "" {
		path = append(path, guid)
	}
	return fetch[any](r, "instance_nvram", recursion("1"), path...)
}

// GetInstanceNVRAMVariable opens the bytes of a firmware variable. attributes and timestamp are those that the server
// tells. GET /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram (Incus). The caller closes them. Blocks
// until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAMVariable(name, guid, variable string) (data io.ReadCloser, attributes, timestamp string, err error) {
	if err := r.CheckExtension("instance_nvram"); err != nil {
		return nil, "", "", err
	}
	resp, err := r.send(request{method: http.MethodGet, path: instances.at(name, "nvram", guid, variable)})
	if err != nil {
		return nil, "", "", err
	}
	if resp.StatusCode >= 400 {
		_, err := decode(resp, nil)
		return nil, "", "", err
	}
	return resp.Body, familyHeader(resp.Header, "attributes"), familyHeader(resp.Header, "timestamp"), nil
}

// UpdateInstanceNVRAMVariable writes the bytes of a firmware variable of a stopped virtual machine. Empty attributes and
// timestamp are left to the server. PUT /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram (Incus). Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceNVRAMVariable(name, guid, variable string, data io.Reader, attributes, timestamp string) error {
	if err := r.CheckExtension("instance_nvram"); err != nil {
		return err
	}
	header := map[string]string{}
	if attributes != "" {
		header["attributes"] = attributes
	}
	if timestamp != "" {
		header["timestamp"] = timestamp
	}
	return r.change(request{method: http.MethodPut, path: instances.at(name, "nvram", guid, variable), body: data, header: familyHeaders(header)})
}

// DeleteInstanceNVRAMVariable deletes a firmware variable. DELETE /1.0/instances/NAME/nvram/GUID/VARIABLE, extension
// instance_nvram (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceNVRAMVariable(name, guid, variable string) error {
	return r.changeWith("instance_nvram", request{method: http.MethodDelete, path: instances.at(name, "nvram", guid, variable)})
}
