package admin

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// recovery is what a server found in its pools.
type recovery struct {
	UnknownVolumes []struct {
		Pool          string `json:"pool"`
		Name          string `json:"name"`
		Type          string `json:"type"`
		SnapshotCount int    `json:"snapshotCount"`
		Project       string `json:"project"`
	}
	DependencyErrors []string
}

type recoverOptions struct {
	remote  string
	unknown []string
	sure    bool
	*asker
	existing int  // number of pools known to the server; the others follow
	plain    bool // on LXD 6 only known pools are recovered, so there are no questions about others
	pools    []api.StoragePoolsPost
}

func recoverPools(app *cli.App) *cobra.Command {
	var o recoverOptions
	cmd := app.Command(cli.Spec{
		Name: "recover", Short: i18n.G("Recover instances and volumes that are missing from the database"),
		Long:    i18n.G("Scans all storage pools of the server. Pools that the server does not know are entered at a prompt, or given with --pool name,driver=DRIVER,source=SOURCE. Answers can be piped in; --yes does not prompt."),
		Example: "lxc admin recover\nlxc admin recover --pool old,driver=dir,source=/var/lib/old --yes",
		Args:    []cli.Arg{cli.Remote(&o.remote)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	cmd.Flags().StringArrayVar(&o.unknown, "pool", nil, i18n.G("Storage pool unknown to the server, as name,driver=DRIVER,key=value (can be repeated)"))
	cmd.Flags().BoolVar(&o.sure, "yes", false, i18n.G("Do not prompt"))
	return cmd
}

func (o *recoverOptions) run(ctx context.Context, app *cli.App) error {
	unknown, err := o.parsePools()
	if err != nil {
		return err
	}
	srv, err := local(ctx, app, &o.remote)
	if err != nil {
		return err
	}
	if !o.sure {
		o.asker = &asker{app: app, flags: "--yes"}
	}
	if err := o.collect(ctx, app, srv, unknown); err != nil {
		return err
	}
	if o.plain {
		return o.confirmed(ctx, app, srv)
	}
	app.Print("%s\n", i18n.G("These storage pools will be searched:"))
	for i, p := range o.pools {
		word := i18n.G("EXISTING")
		if i >= o.existing {
			word = i18n.G("NEW")
		}
		app.Print(" - %s: %s\n", word, describePool(strconv.Quote(p.Name), p))
	}
	return o.confirmed(ctx, app, srv)
}

func (o *recoverOptions) confirmed(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	if ok, err := o.agreed(ctx, i18n.G("Search these storage pools for lost volumes?"), true); err != nil || !ok {
		return err
	}
	return o.search(ctx, app, srv, map[string]any{"pools": o.wanted()})
}

// wanted returns the pools to scan; known pools are sent by name only.
func (o *recoverOptions) wanted() []api.StoragePoolsPost {
	out := slices.Clone(o.pools)
	for i := range out[:o.existing] {
		out[i] = api.StoragePoolsPost{Name: out[i].Name}
	}
	return out
}

// capital capitalizes a word.
func capital(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// agreed asks for confirmation unless --yes is given.
func (o *recoverOptions) agreed(ctx context.Context, question string, standard bool) (bool, error) {
	if o.sure {
		return true, nil
	}
	return o.bool(ctx, question, standard)
}

// describePool returns the name, driver and source of a pool.
func describePool(name string, p api.StoragePoolsPost) string {
	return output.Escape(fmt.Sprintf("%s (backend=%q, source=%q)", name, p.Driver, p.Config["source"]), false)
}

// parsePools parses the values of --pool.
func (o *recoverOptions) parsePools() (out []api.StoragePoolsPost, err error) {
	for _, text := range o.unknown {
		name, rest, _ := strings.Cut(text, ",")
		values, err := cli.KeyValues(strings.Split(rest, ","))
		if err != nil {
			return nil, err
		}
		p := api.StoragePoolsPost{Name: name, Driver: values["driver"]}
		delete(values, "driver")
		p.Config = values
		out = append(out, p)
	}
	return out, nil
}

// collect prints the known pools and asks for further ones.
func (o *recoverOptions) collect(ctx context.Context, app *cli.App, srv lxd.InstanceServer, unknown []api.StoragePoolsPost) error {
	o.plain = !srv.IsIncus() && cli.Newest(srv) && len(o.unknown) == 0
	known, err := srv.GetStoragePools()
	if err != nil {
		return err
	}
	if len(known) > 0 {
		app.Print("%s\n", i18n.G("The server has these storage pools:"))
	}
	for _, p := range known {
		post := api.StoragePoolsPost{Name: p.Name, Driver: p.Driver, StoragePoolPut: p.StoragePoolPut}
		o.pools = append(o.pools, post)
		if o.plain {
			app.Print(" - %s\n", output.Escape(i18n.F("Pool %q using driver %q", post.Name, post.Driver), false))
			continue
		}
		app.Print(" - %s\n", describePool(post.Name, post))
	}
	o.existing = len(o.pools)
	o.pools = append(o.pools, unknown...)
	for !o.sure && !o.plain {
		more, err := o.bool(ctx, i18n.G("Recover another storage pool?"), false)
		if err != nil || !more {
			return err
		}
		if err := o.askUnknown(ctx, srv); err != nil {
			return err
		}
	}
	return nil
}

func (o *recoverOptions) askUnknown(ctx context.Context, srv lxd.InstanceServer) error {
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	var drivers []string
	for _, d := range server.Environment.StorageSupportedDrivers {
		drivers = append(drivers, d.Name)
	}
	p := api.StoragePoolsPost{}
	p.Config = map[string]string{}
	p.Name, err = o.text(ctx, i18n.G("Name of the storage pool"), "", func(name string) error {
		if name == "" || slices.ContainsFunc(o.pools, func(have api.StoragePoolsPost) bool { return have.Name == name }) {
			return cli.Failed(i18n.G("the name is empty or already used"))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if p.Driver, err = o.choice(ctx, i18n.G("Storage backend"), drivers, ""); err != nil {
		return err
	}
	if p.Config["source"], err = o.text(ctx, i18n.G("Source of the storage pool (block device, volume group, dataset, path …)"), "", nil); err != nil {
		return err
	}
	for {
		pair, err := o.text(ctx, i18n.G("Another configuration key of the storage pool (key=value, empty when done)"), "", func(text string) error {
			if key, _, found := strings.Cut(text, "="); text != "" && (!found || key == "") {
				return cli.Failed(i18n.F("invalid value %q: use key=value", text))
			}
			return nil
		})
		if err != nil {
			return err
		}
		if pair == "" {
			o.pools = append(o.pools, p)
			return nil
		}
		key, value, _ := strings.Cut(pair, "=")
		p.Config[key] = value
	}
}

// search makes the server scan the pools until no dependency is missing, and returns what it found.
func (o *recoverOptions) search(ctx context.Context, app *cli.App, srv lxd.InstanceServer, body map[string]any) error {
	for {
		found, err := lookThrough(app, srv, body)
		if err != nil {
			return err
		}
		if len(found.DependencyErrors) == 0 {
			if len(found.UnknownVolumes) == 0 {
				app.Print("%s\n", i18n.G("No unknown volumes were found, nothing to do."))
				return nil
			}
			break
		}
		app.Print("%s\n", i18n.G("These are missing:"))
		for _, text := range found.DependencyErrors {
			app.Print(" - %s\n", output.Escape(text, false))
		}
		if o.sure {
			return cli.Failed(i18n.F("missing (create them first): %s", strings.Join(found.DependencyErrors, "; ")))
		}
		if _, err := o.read(ctx, i18n.G("Create them, then press Enter: ")); err != nil {
			return err
		}
	}
	if ok, err := o.agreed(ctx, i18n.G("Recover them?"), false); err != nil || !ok {
		return err
	}
	app.Print("%s\n", i18n.G("Recovering …"))
	_, err := internal(srv, http.MethodPost, "/internal/recover/import", body)
	return step(err, "Failed import request")
}

func lookThrough(app *cli.App, srv lxd.InstanceServer, body map[string]any) (recovery, error) {
	found := recovery{}
	app.Print("%s\n", i18n.G("Searching …"))
	raw, err := internal(srv, http.MethodPost, "/internal/recover/validate", body)
	if err != nil {
		return found, step(err, "Failed validation request")
	}
	if err := json.Unmarshal(raw, &found); err != nil {
		return found, err
	}
	if len(found.UnknownVolumes) > 0 {
		app.Print("%s\n", i18n.G("These unknown volumes were found:"))
	}
	for _, v := range found.UnknownVolumes {
		app.Print(" - %s\n", output.Escape(i18n.F("%s %q on pool %q in project %q (includes %d snapshots)", capital(v.Type), v.Name, v.Pool, v.Project, v.SnapshotCount), false))
	}
	return found, nil
}
