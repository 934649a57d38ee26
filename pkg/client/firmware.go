package lxd

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

	"github.com/openlxc/lxc/pkg/api"
)

// GetInstanceUEFIVars returns the firmware variables of a virtual machine and their ETag. GET
// /1.0/instances/NAME/uefi-vars, extension instances_uefi_vars (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceUEFIVars(name string) (*api.InstanceUEFIVars, string, error) {
	return get[*api.InstanceUEFIVars](r, request{path: instances.at(name, "uefi-vars"), needs: needs{"instances_uefi_vars"}})
}

// UpdateInstanceUEFIVars replaces the firmware variables of a stopped virtual machine. PUT /1.0/instances/NAME/uefi-vars,
// extension instances_uefi_vars (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceUEFIVars(name string, vars api.InstanceUEFIVars, etag string) error {
	return r.change(request{method: http.MethodPut, path: instances.at(name, "uefi-vars"), body: vars, etag: etag, needs: needs{"instances_uefi_vars"}})
}

// GetInstanceNVRAM returns the firmware variables of a virtual machine as raw JSON, or only those of one GUID if guid is not
// "". GET /1.0/instances/NAME/nvram?recursion=1, extension instance_nvram (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAM(name, guid string) (any, error) {
	path := []string{"instances", name, "nvram"}
	if guid != "" {
		path = append(path, guid)
	}
	return read[any](r, request{path: route(path...), query: recursion("1"), needs: needs{"instance_nvram"}})
}

// GetInstanceNVRAMVariable opens the data of a firmware variable; attributes and timestamp are as the server reports them. GET
// /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram (Incus). The caller closes data. Blocks until the first
// byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAMVariable(name, guid, variable string) (data io.ReadCloser, attributes, timestamp string, err error) {
	resp, err := r.stream(request{
		path: instances.at(name, "nvram", guid, variable), header: http.Header{"Accept": {"application/octet-stream"}},
		needs: needs{"instance_nvram"},
	})
	if err != nil {
		return nil, "", "", err
	}
	return resp.Body, familyHeader(resp.Header, "attributes"), familyHeader(resp.Header, "timestamp"), nil
}

// UpdateInstanceNVRAMVariable writes the data of a firmware variable of a stopped virtual machine. If attributes or timestamp
// are empty, the server chooses them. PUT /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram (Incus). Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceNVRAMVariable(name, guid, variable string, data io.Reader, attributes, timestamp string) error {
	header := map[string]string{}
	if attributes != "" {
		header["attributes"] = attributes
	}
	if timestamp != "" {
		header["timestamp"] = timestamp
	}
	return r.change(request{
		method: http.MethodPut, path: instances.at(name, "nvram", guid, variable), body: data, header: familyHeaders(header),
		needs: needs{"instance_nvram"},
	})
}

// DeleteInstanceNVRAMVariable deletes a firmware variable. DELETE /1.0/instances/NAME/nvram/GUID/VARIABLE, extension
// instance_nvram (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceNVRAMVariable(name, guid, variable string) error {
	return r.change(request{method: http.MethodDelete, path: instances.at(name, "nvram", guid, variable), needs: needs{"instance_nvram"}})
}

// GetInstanceNVRAMGUID returns the firmware variables of one GUID by name. GET /1.0/instances/NAME/nvram/GUID?recursion=1,
// extension instance_nvram (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAMGUID(name, guid string) (map[string]*api.InstanceNVRAMVariable, error) {
	return read[map[string]*api.InstanceNVRAMVariable](r, request{
		path: instances.at(name, "nvram", guid), query: recursion("1"), needs: needs{"instance_nvram"},
	})
}

// GetInstanceNVRAMGUIDVar returns a firmware variable and its ETag. GET /1.0/instances/NAME/nvram/GUID/VARIABLE, extension
// instance_nvram (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNVRAMGUIDVar(name, guid, variable string) (*api.InstanceNVRAMVariable, string, error) {
	return get[*api.InstanceNVRAMVariable](r, request{
		path: instances.at(name, "nvram", guid, variable), header: http.Header{"Accept": {"application/json"}},
		needs: needs{"instance_nvram"},
	})
}

// UpdateInstanceNVRAMGUIDVar replaces a firmware variable of a stopped virtual machine. A non-empty etag makes it fail with
// api.ErrPrecondition if the object has changed since. PUT /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceNVRAMGUIDVar(name, guid, variable string, put api.InstanceNVRAMVariablePut, etag string) error {
	return r.change(request{
		method: http.MethodPut, path: instances.at(name, "nvram", guid, variable), body: put, etag: etag,
		needs: needs{"instance_nvram"},
	})
}

// DeleteInstanceNVRAMGUIDVar is Incus's name for DeleteInstanceNVRAMVariable. DELETE /1.0/instances/NAME/nvram/GUID/VARIABLE,
// extension instance_nvram (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceNVRAMGUIDVar(name, guid, variable string) error {
	return r.DeleteInstanceNVRAMVariable(name, guid, variable)
}

// GetRawInstanceNVRAMGUIDVar returns the bytes and the attributes of a firmware variable. GET
// /1.0/instances/NAME/nvram/GUID/VARIABLE, extension instance_nvram (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetRawInstanceNVRAMGUIDVar(name, guid, variable string) ([]byte, uint32, error) {
	body, attributes, _, err := r.GetInstanceNVRAMVariable(name, guid, variable)
	if err != nil {
		return nil, 0, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, maxReply))
	if err != nil {
		return nil, 0, err
	}
	if attributes == "" {
		return data, 0, nil
	}
	flags, err := strconv.ParseUint(attributes, 0, 32)
	return data, uint32(flags), err
}

// UpdateRawInstanceNVRAMGUIDVar writes the bytes of a firmware variable of a stopped virtual machine. The timestamp is in
// seconds since 1970; if it or the attributes are 0, the server chooses them. PUT /1.0/instances/NAME/nvram/GUID/VARIABLE,
// extension instance_nvram (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateRawInstanceNVRAMGUIDVar(name, guid, variable string, data []byte, attributes uint32, timestamp int64) error {
	flags, stamp := "", ""
	if attributes != 0 {
		flags = strconv.FormatUint(uint64(attributes), 10)
	}
	if timestamp != 0 {
		stamp = strconv.FormatInt(timestamp, 10)
	}
	return r.UpdateInstanceNVRAMVariable(name, guid, variable, bytes.NewReader(data), flags, stamp)
}
