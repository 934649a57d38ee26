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

// DeleteInstanceConsoleLog empties the log of the console. DELETE /1.0/instances/NAME/console, extension console. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceConsoleLog(name string, _ *InstanceConsoleLogArgs) error {
	return r.changeWith("console", request{method: http.MethodDelete, path: instances.at(name, "console")})
}

// GetInstanceScreenshot opens a PNG picture of the VGA console. GET /1.0/instances/NAME/console?type=vga, extension
// instance_console_screenshot (Incus). The caller closes it. Blocks until the first byte. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceScreenshot(name string) (io.ReadCloser, error) {
	if err := r.CheckExtension("instance_console_screenshot"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "console"), url.Values{"type": {"vga"}})
}

// GetInstanceMemory opens a dump of the memory of a virtual machine; format is "elf" or "kdump-zlib" and the like. GET
// /1.0/instances/NAME/debug/memory, extension instance_debug_memory (Incus). The caller closes it. Blocks until the first
// byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceMemory(name, format string) (io.ReadCloser, error) {
	if err := r.CheckExtension("instance_debug_memory"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "debug", "memory"), url.Values{"format": {format}})
}

// RepairInstance runs a repair at the server, such as "rebuild-config-volume". POST /1.0/instances/NAME/debug/repair,
// extension instances_debug_repair (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RepairInstance(name, action string) error {
	return r.changeWith("instances_debug_repair", request{method: http.MethodPost, path: instances.at(name, "debug", "repair"), body: map[string]string{"action": action}})
}

// CreateInstanceBitmap begins to mark the changed blocks of all disks of a virtual machine. POST
// /1.0/instances/NAME/bitmaps, extension instance_nbd (Incus). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) CreateInstanceBitmap(name string, post api.StorageVolumeBitmapsPost) error {
	return r.changeWith("instance_nbd", request{method: http.MethodPost, path: instances.at(name, "bitmaps"), body: post})
}

// GetInstanceNBDConn opens the disks of a virtual machine as network block devices. GET /1.0/instances/NAME/nbd, extension
// instance_nbd (Incus). The caller closes it. Blocks until connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNBDConn(name string) (net.Conn, error) {
	if err := r.CheckExtension("instance_nbd"); err != nil {
		return nil, err
	}
	return r.upgrade(request{method: http.MethodGet, path: instances.at(name, "nbd")}, "nbd")
}

// ForwardInstancePort opens one TCP connection to a port inside an instance. address is as seen in the instance; "" is its
// loopback address. POST /1.0/instances/NAME/port-forward, extension instance_port_forward (Incus). The caller closes it.
// Blocks until connected. Errors: *MissingExtensionError, *api.StatusError.
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

// UpdateInstances changes the run state of all instances of the project. PUT /1.0/instances, extension
// instance_bulk_state_change. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstances(state api.InstancesPut, etag string) (*Operation, error) {
	return r.asyncWith("instance_bulk_state_change", request{method: http.MethodPut, path: instances.at(), body: state, etag: etag})
}
