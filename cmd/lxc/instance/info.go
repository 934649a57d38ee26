package instance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type infoOptions struct {
	ref       config.Ref
	target    string
	showLog   bool
	resources bool
	access    bool
	sensitive bool
	watch     bool
}

// infoCommand is `lxc info`.
func infoCommand(app *cli.App) *cobra.Command {
	var o infoOptions
	cmd := app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show information about an instance or a server"), Example: "lxc info web --show-log\nlxc info prod: --resources",
		Args: []cli.Arg{cli.Target("instance", &o.ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &o.ref.Remote)
			if err != nil {
				return err
			}
			if o.ref.Name == "" {
				return o.server(app, srv)
			}
			show := func() error { return o.instance(app, srv) }
			if o.watch {
				format, err := app.Format("table")
				if err != nil {
					return err
				}
				return cli.WithObject("instance", o.ref, app.Watch(ctx, format.Name == "jsonl", show, srv))
			}
			return cli.WithObject("instance", o.ref, show())
		},
	})
	f := cmd.Flags()
	cli.WatchFlag(f, &o.watch)
	f.BoolVar(&o.showLog, "show-log", false, i18n.G("Show the end of the instance log"))
	f.BoolVar(&o.resources, "resources", false, i18n.G("Show the hardware of the server"))
	f.BoolVar(&o.access, "show-access", false, i18n.G("Show who can access the instance"))
	f.BoolVar(&o.sensitive, "show-sensitive", false, i18n.G("Include secret server settings"))
	cli.TargetFlag(f, &o.target)
	return cmd
}

func (o *infoOptions) server(app *cli.App, srv lxd.InstanceServer) error {
	if o.showLog {
		return cli.Usagef("%s", i18n.G("--show-log requires an instance"))
	}
	if o.target != "" {
		srv = srv.UseTarget(o.target)
	}
	if o.resources {
		if err := srv.CheckExtension("resources"); err != nil {
			return err
		}
		raw, _, err := srv.RawQuery(http.MethodGet, "/1.0/resources", nil, "")
		if err != nil {
			return err
		}
		if app.Result.Asked() {
			return app.Show(raw.Metadata)
		}
		text, err := resources(app, raw.Metadata)
		app.Print("%s", app.Shown(text, true))
		return err
	}
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	for key, value := range server.Config {
		if text, ok := value.(string); ok && text != "" && cli.SecretKey(key) && !o.sensitive && !app.Flags.ShowSecrets {
			server.Config[key] = cli.HiddenValue
		}
	}
	if server.Environment.Server == "incus" && app.Family == "incus" && cli.Newest(srv) {
		return withoutLongParts(app, server)
	}
	return app.Show(server)
}

// withoutLongParts prints a server as incus 7 does: with the number of extensions and the certificate's fingerprint only.
func withoutLongParts(app *cli.App, server *api.Server) error {
	server.Environment.Certificate = ""
	text, err := output.YAMLText(server)
	if err != nil {
		return err
	}
	var doc yaml.MapSlice
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return err
	}
	for i, item := range doc {
		if item.Key == "api_extensions" {
			doc[i] = yaml.MapItem{Key: "api_extensions_count", Value: len(server.APIExtensions)}
		}
	}
	return app.Show(doc)
}

func (o *infoOptions) instance(app *cli.App, srv lxd.InstanceServer) error {
	if o.access {
		access, err := srv.GetInstanceAccess(o.ref.Name)
		if err != nil {
			return err
		}
		return app.Show(access)
	}
	if o.target != "" {
		return cli.Usagef("%s", i18n.G("--target requires a server"))
	}
	inst, _, err := srv.GetInstance(o.ref.Name)
	if err != nil {
		return err
	}
	state, _, err := srv.GetInstanceState(o.ref.Name)
	if err != nil {
		return err
	}
	snapshots, err := srv.GetInstanceSnapshots(o.ref.Name)
	if err != nil {
		return err
	}
	if app.Result.Asked() {
		return app.Show(api.InstanceFull{Instance: *inst, State: state, Snapshots: snapshots})
	}
	var b strings.Builder
	header(app, &b, inst, state)
	if state.Pid != 0 {
		usage(app, &b, state, app.Family == "lxd" && cli.Newest(srv))
	}
	if len(snapshots) > 0 {
		fmt.Fprintf(&b, "\n%s\n", i18n.G("Snapshots:"))
	}
	app.Print("%s", app.Shown(b.String(), true))
	if len(snapshots) > 0 {
		if err := printSnapshots(app, srv, inst, snapshots); err != nil {
			return err
		}
	}
	if o.showLog {
		return showLog(app, srv, inst)
	}
	return nil
}

func header(app *cli.App, b *strings.Builder, inst *api.Instance, state *api.InstanceState) {
	line := func(text string) { fmt.Fprintln(b, text) }
	line(i18n.F("Name: %s", inst.Name))
	if app.Family == "incus" {
		line(i18n.F("Description: %s", inst.Description))
	}
	line(i18n.F("Status: %s", strings.ToUpper(inst.Status)))
	kind := inst.Type
	if kind == "" {
		kind = string(api.InstanceTypeContainer)
	}
	if inst.Ephemeral {
		kind += " " + i18n.G("(ephemeral)")
	}
	line(i18n.F("Type: %s", kind))
	line(i18n.F("Architecture: %s", inst.Architecture))
	if inst.Location != "" && inst.Location != "none" {
		line(i18n.F("Location: %s", inst.Location))
	}
	if state.Pid != 0 {
		line(i18n.F("PID: %d", state.Pid))
	}
	if !output.Never(inst.CreatedAt) {
		line(i18n.F("Created: %s", output.Time(inst.CreatedAt)))
	}
	if used := cli.PerFlavor(app, output.Time, output.SetTime)(inst.LastUsedAt); used != "" {
		line(i18n.F("Last Used: %s", used))
	}
	if state.StartedAt != nil && !output.Never(*state.StartedAt) {
		line(i18n.F("Started: %s", output.Time(*state.StartedAt)))
	}
}

// usage writes the resource usage of an instance; with total, also the sizes of its disks.
func usage(app *cli.App, b *strings.Builder, state *api.InstanceState, total bool) {
	line := func(depth int, text string) { fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), text) }
	fmt.Fprintf(b, "\n%s\n", i18n.G("Resources:"))
	line(1, i18n.F("Processes: %d", state.Processes))
	disks := maps.Clone(state.Disk)
	if app.Family == "incus" { // -1 if the server does not know
		maps.DeleteFunc(disks, func(_ string, d api.InstanceStateDisk) bool { return d.Usage < 0 })
	}
	if len(disks) > 0 {
		line(1, i18n.G("Disk usage:"))
		for _, name := range slices.Sorted(maps.Keys(disks)) {
			line(2, fmt.Sprintf("%s: %s", name, output.Bytes(disks[name].Usage)))
		}
	}
	if len(disks) > 0 && total {
		line(1, i18n.G("Disk total:"))
		for _, name := range slices.Sorted(maps.Keys(disks)) {
			line(2, fmt.Sprintf("%s: %s", name, output.Bytes(disks[name].Total)))
		}
	}
	if state.CPU.Usage > 0 {
		line(1, i18n.G("CPU usage:"))
		line(2, i18n.F("CPU usage (in seconds): %d", state.CPU.Usage/int64(time.Second)))
	}
	memory := state.Memory
	if memory.Usage > 0 {
		line(1, i18n.G("Memory usage:"))
		for _, m := range []struct {
			text string
			n    int64
		}{
			{i18n.G("Memory (current): %s"), memory.Usage}, {i18n.G("Memory (peak): %s"), memory.UsagePeak},
			{i18n.G("Swap (current): %s"), memory.SwapUsage}, {i18n.G("Swap (peak): %s"), memory.SwapUsagePeak},
		} {
			if m.n > 0 {
				line(2, fmt.Sprintf(m.text, output.Bytes(m.n)))
			}
		}
	}
	if len(state.Network) > 0 {
		line(1, i18n.G("Network usage:"))
	}
	for _, name := range slices.Sorted(maps.Keys(state.Network)) {
		interfaceUsage(line, name, state.Network[name])
	}
}

func interfaceUsage(line func(int, string), name string, n api.InstanceStateNetwork) {
	line(2, name+":")
	line(3, i18n.F("Type: %s", n.Type))
	line(3, i18n.F("State: %s", strings.ToUpper(n.State)))
	if n.HostName != "" {
		line(3, i18n.F("Host interface: %s", n.HostName))
	}
	if n.Hwaddr != "" {
		line(3, i18n.F("MAC address: %s", n.Hwaddr))
	}
	if n.Mtu > 0 {
		line(3, i18n.F("MTU: %d", n.Mtu))
	}
	line(3, i18n.F("Bytes received: %s", output.Traffic(n.Counters.BytesReceived)))
	line(3, i18n.F("Bytes sent: %s", output.Traffic(n.Counters.BytesSent)))
	line(3, i18n.F("Packets received: %d", n.Counters.PacketsReceived))
	line(3, i18n.F("Packets sent: %d", n.Counters.PacketsSent))
	line(3, i18n.G("IP addresses:"))
	for _, a := range n.Addresses {
		line(4, fmt.Sprintf("%-6s %s/%s (%s)", a.Family+":", a.Address, a.Netmask, a.Scope))
	}
}

// showLog prints the log of an instance, whichever name it has on the server.
func showLog(app *cli.App, srv lxd.InstanceServer, inst *api.Instance) error {
	log, err := srv.GetInstanceLogfile(inst.Name, mainLog(inst))
	if errors.Is(err, api.ErrNotFound) {
		app.Aside("%s", i18n.G("The instance has no log yet"))
		return nil
	}
	if err != nil {
		return err
	}
	defer log.Close()
	text, err := io.ReadAll(io.LimitReader(log, 16<<20))
	app.Print("\n%s\n\n%s\n", i18n.G("Log:"), app.Shown(string(text), true))
	return err
}
