package lxd

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"

	"github.com/openlxc/lxc/pkg/api"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// GetInstanceMetadata returns the metadata.yaml of an instance and its ETag (extension container_edit_metadata).
func (r *ProtocolLXD) GetInstanceMetadata(name string) (*api.ImageMetadata, string, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, "", err
	}
	return get[*api.ImageMetadata](r, instances.at(name, "metadata"), nil)
}

// UpdateInstanceMetadata replaces the metadata.yaml of an instance (extension container_edit_metadata).
func (r *ProtocolLXD) UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodPut, path: instances.at(name, "metadata"), body: metadata, etag: etag})
}

// GetInstanceTemplateFiles lists the templates of an instance (extension container_edit_metadata).
func (r *ProtocolLXD) GetInstanceTemplateFiles(name string) ([]string, error) {
	return fetch[[]string](r, "container_edit_metadata", nil, "instances", name, "metadata", "templates")
}

// GetInstanceTemplateFile opens a template (extension container_edit_metadata). The caller closes it.
func (r *ProtocolLXD) GetInstanceTemplateFile(name, template string) (io.ReadCloser, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "metadata", "templates"), url.Values{"path": {template}})
}

// CreateInstanceTemplateFile writes a template, which may exist already (extension container_edit_metadata).
func (r *ProtocolLXD) CreateInstanceTemplateFile(name, template string, content io.Reader) error {
	return r.changeWith("container_edit_metadata", request{
		method: http.MethodPost, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, body: content,
	})
}

// DeleteInstanceTemplateFile deletes a template (extension container_edit_metadata).
func (r *ProtocolLXD) DeleteInstanceTemplateFile(name, template string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodDelete, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}})
}

// DeleteInstanceConsoleLog empties the log of the console (extension console).
func (r *ProtocolLXD) DeleteInstanceConsoleLog(name string) error {
	return r.changeWith("console", request{method: http.MethodDelete, path: instances.at(name, "console")})
}

// GetInstanceScreenshot opens a PNG picture of the VGA console (extension instance_console_screenshot, Incus).
func (r *ProtocolLXD) GetInstanceScreenshot(name string) (io.ReadCloser, error) {
	if err := r.CheckExtension("instance_console_screenshot"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "console"), url.Values{"type": {"vga"}})
}

// GetInstanceUEFIVars returns the firmware variables of a virtual machine and their ETag (extension instances_uefi_vars, LXD).
func (r *ProtocolLXD) GetInstanceUEFIVars(name string) (*api.InstanceUEFIVars, string, error) {
	if err := r.CheckExtension("instances_uefi_vars"); err != nil {
		return nil, "", err
	}
	return get[*api.InstanceUEFIVars](r, instances.at(name, "uefi-vars"), nil)
}

// UpdateInstanceUEFIVars replaces the firmware variables of a stopped virtual machine (extension instances_uefi_vars, LXD).
func (r *ProtocolLXD) UpdateInstanceUEFIVars(name string, vars api.InstanceUEFIVars, etag string) error {
	return r.changeWith("instances_uefi_vars", request{method: http.MethodPut, path: instances.at(name, "uefi-vars"), body: vars, etag: etag})
}

// GetInstanceNVRAM returns the firmware variables of a virtual machine as raw JSON, those of one GUID where it is not ""
// (extension instance_nvram, Incus).
func (r *ProtocolLXD) GetInstanceNVRAM(name, guid string) (any, error) {
	path := []string{"instances", name, "nvram"}
	if guid != "" {
		path = append(path, guid)
	}
	return fetch[any](r, "instance_nvram", recursion("1"), path...)
}

// GetInstanceNVRAMVariable opens the bytes of a firmware variable (extension instance_nvram, Incus). attributes and timestamp
// are those that the server tells.
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

// UpdateInstanceNVRAMVariable writes the bytes of a firmware variable of a stopped virtual machine (extension instance_nvram,
// Incus). Empty attributes and timestamp are left to the server.
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

// DeleteInstanceNVRAMVariable deletes a firmware variable (extension instance_nvram, Incus).
func (r *ProtocolLXD) DeleteInstanceNVRAMVariable(name, guid, variable string) error {
	return r.changeWith("instance_nvram", request{method: http.MethodDelete, path: instances.at(name, "nvram", guid, variable)})
}

// GetInstanceMemory opens a dump of the memory of a virtual machine; format is "elf" or "kdump-zlib" and the like
// (extension instance_debug_memory, Incus).
func (r *ProtocolLXD) GetInstanceMemory(name, format string) (io.ReadCloser, error) {
	if err := r.CheckExtension("instance_debug_memory"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "debug", "memory"), url.Values{"format": {format}})
}

// RepairInstance runs a repair at the server, such as "rebuild-config-volume" (extension instances_debug_repair, Incus).
func (r *ProtocolLXD) RepairInstance(name, action string) error {
	return r.changeWith("instances_debug_repair", request{method: http.MethodPost, path: instances.at(name, "debug", "repair"), body: map[string]string{"action": action}})
}

// CreateInstanceBitmap begins to mark the changed blocks of all disks of a virtual machine (extension instance_nbd, Incus).
func (r *ProtocolLXD) CreateInstanceBitmap(name string, post api.StorageVolumeBitmapsPost) error {
	return r.changeWith("instance_nbd", request{method: http.MethodPost, path: instances.at(name, "bitmaps"), body: post})
}

// GetInstanceNBDConn opens the disks of a virtual machine as network block devices (extension instance_nbd, Incus).
func (r *ProtocolLXD) GetInstanceNBDConn(name string) (net.Conn, error) {
	if err := r.CheckExtension("instance_nbd"); err != nil {
		return nil, err
	}
	return r.upgrade(request{method: http.MethodGet, path: instances.at(name, "nbd")}, "nbd")
}

// ForwardInstancePort opens one TCP connection to a port inside an instance (extension instance_port_forward, Incus). address
// is as seen in the instance; "" is its loopback address.
func (r *ProtocolLXD) ForwardInstancePort(name, address string, port int) (net.Conn, error) {
	if err := r.CheckExtension("instance_port_forward"); err != nil {
		return nil, err
	}
	body := map[string]any{"port": port}
	if address != "" {
		body["address"] = address
	}
	return r.upgrade(request{method: http.MethodPost, path: instances.at(name, "port-forward"), body: body}, "tcp")
}

// UpdateInstances changes the run state of all instances of the project (PUT /1.0/instances, extension
// instance_bulk_state_change).
func (r *ProtocolLXD) UpdateInstances(state api.InstanceStatePut) (*Operation, error) {
	if err := r.CheckExtension("instance_bulk_state_change"); err != nil {
		return nil, err
	}
	return r.async(request{method: http.MethodPut, path: instances.at(), body: map[string]any{"state": state}})
}
