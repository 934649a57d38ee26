package instance

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// attachedVolumes is the key of a snapshot that lists, by device, the volume snapshots that were taken with it.
const attachedVolumes = "volatile.attached_volumes"

// printSnapshots prints the snapshots of an instance as a table. For an LXD whose snapshots can include volumes, lxc prints an
// additional column, which is omitted in rows without volumes.
func printSnapshots(app *cli.App, srv lxd.InstanceServer, inst *api.Instance, snapshots []api.InstanceSnapshot) error {
	format := output.Format{Name: "table", Header: true, Terminal: app.Streams.OutputIsTerminal()}
	columns := snapshotColumns(app).Renamed(app.InfoHead(srv))
	if app.Family != "lxd" || !srv.HasExtension("instance_snapshots_multi_volume") {
		return output.List(app.Streams.Out, format, columns, snapshots)
	}
	names, err := volumeSnapshots(srv, inst, snapshots)
	if err != nil {
		return err
	}
	heads := []string{}
	for _, c := range columns {
		heads = append(heads, c.Head)
	}
	rows := [][]string{}
	for _, s := range snapshots {
		cells := []string{}
		for _, c := range columns {
			cells = append(cells, output.Escape(c.Cell(s), true))
		}
		taken := []string{}
		for _, uuid := range takenAlong(s) {
			if name := names[uuid]; name != "" {
				taken = append(taken, output.Escape(name, true))
			}
		}
		if len(taken) > 0 {
			cells = append(cells, strings.Join(taken, "\n"))
		}
		rows = append(rows, cells)
	}
	return output.Table(app.Streams.Out, format, output.Headings(append(heads, i18n.G("VOLUME SNAPSHOTS"))...), rows)
}

// takenAlong returns the UUIDs of the volume snapshots that belong to a snapshot, in the order of their devices.
func takenAlong(s api.InstanceSnapshot) []string {
	byDevice := map[string]string{}
	if json.Unmarshal([]byte(s.Config[attachedVolumes]), &byDevice) != nil {
		return nil
	}
	uuids := []string{}
	for _, device := range slices.Sorted(maps.Keys(byDevice)) {
		uuids = append(uuids, byDevice[device])
	}
	return uuids
}

// volumeSnapshots returns the names of the snapshots of all attached volumes by UUID.
func volumeSnapshots(srv lxd.InstanceServer, inst *api.Instance, snapshots []api.InstanceSnapshot) (map[string]string, error) {
	names := map[string]string{}
	if !slices.ContainsFunc(snapshots, func(s api.InstanceSnapshot) bool { return len(takenAlong(s)) > 0 }) {
		return names, nil
	}
	for _, device := range inst.ExpandedDevices {
		if device["type"] != "disk" || device["pool"] == "" || device["source"] == "" {
			continue
		}
		list, err := srv.StoragePoolVolumeSnapshots(device["pool"], "custom", device["source"]).List()
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			names[s.Config["volatile.uuid"]] = device["source"] + "/" + config.LastName(s.Name)
		}
	}
	return names, nil
}
