package instance

import (
	"context"
	"fmt"
	"maps"
	"os"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type createOptions struct {
	app         *cli.App
	keys        keyFlags
	empty, vm   bool
	network     string
	target      string
	project     string
	kind        string
	description string
	environment string
	console     string
	wait        waitOptions

	image config.Ref
	name  config.Ref
}

const createLong = `Specify the image by alias or fingerprint, with its remote as the prefix. Configuration is read as YAML from standard input when a file is redirected there, or when a pipe starts with a YAML mapping such as "config:". Other pipes are left untouched; a pipe that stays silent for 30 seconds is an error.`

// createCommand is `lxc create`, Incus's name for init.
func createCommand(app *cli.App) *cobra.Command { return creation(app, "create", false) }

func creation(app *cli.App, verb string, start bool) *cobra.Command {
	o := createOptions{app: app}
	short := i18n.G("Create an instance from an image")
	if start {
		short = i18n.G("Create an instance from an image and start it")
	}
	cmd := app.Command(cli.Spec{
		Name: verb, Shows: true, Short: short, Long: i18n.G(createLong),
		Example: fmt.Sprintf("lxc %s ubuntu:24.04 web\nlxc %s web-base prod:web2 -c limits.cpu=2 -d root,size=20GiB\nlxc %s web-base web3 < web3.yaml\nlxc %s --empty v1 --vm", verb, verb, verb, verb),
		Args:    []cli.Arg{cli.Unless(&o.empty, o.imageArg()), cli.Completed(cli.Target("name", &o.name), cli.Remotes)}, HelpToErr: !start,
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&o.name.Remote); err != nil {
				return err
			}
			return o.run(ctx, app, start)
		},
	})
	o.keys.add(cmd)
	f := cmd.Flags()
	f.BoolVarP(&o.keys.ephemeral, "ephemeral", "e", false, i18n.G("Create an ephemeral instance"))
	f.BoolVar(&o.empty, "empty", false, i18n.G("Create an empty instance"))
	f.BoolVar(&o.vm, "vm", false, i18n.G("Create a virtual machine"))
	f.StringVarP(&o.network, "network", "n", "", i18n.G("Network to connect to"))
	cli.TargetFlag(f, &o.target)
	f.StringVar(&o.project, "target-project", "", i18n.G("Project to create the instance in"))
	f.StringVarP(&o.kind, "type", "t", "", i18n.G("Instance type, for example c2-m4 or t2.micro"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
	f.StringVar(&o.environment, "environment-file", "", i18n.G("File with environment variables, one per line"))
	if start {
		f.StringVar(&o.console, "console", "", i18n.G("Attach to the console: console or vga"))
		f.Lookup("console").NoOptDefVal = "console"
		f.StringArrayVar(&o.wait.words, "wait", nil, i18n.G("Wait for a condition, as lxc wait does; ready by default (can be repeated)"))
		f.Lookup("wait").NoOptDefVal = "ready"
		o.wait.timeoutFlag(f)
	}
	return cmd
}

// imageArg returns the image argument. A remote alone means its image "default", as in the stock clients.
func (o *createOptions) imageArg() cli.Arg {
	a := cli.Target("image", &o.image)
	a.Form.NameOptional, a.Optional, a.Complete = false, false, cli.Images
	parse := a.Set
	a.Set = func(app *cli.App, words []string) error {
		err := parse(app, words)
		if o.image.Name == "" {
			o.image.Name = "default"
		}
		return err
	}
	return a
}

func (o *createOptions) run(ctx context.Context, app *cli.App, start bool) error {
	if _, err := o.wait.parse(); err != nil {
		return err
	}
	if start && o.wait.timeout >= 0 && len(o.wait.words) == 0 {
		return cli.Usagef("%s", i18n.G("--timeout requires --wait"))
	}
	post, err := o.fromInput(ctx, app)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.name.Remote)
	if err != nil {
		return err
	}
	if o.project != "" {
		srv = srv.UseProject(o.project)
	}
	if o.target != "" {
		srv = srv.UseTarget(o.target)
	}
	post.Start = start && srv.HasExtension("instance_create_start")
	app.Note(o.notice(start, post.Start), orNew(o.name.Name))
	if err := o.complete(srv, post); err != nil {
		return err
	}
	name, err := o.create(ctx, app, srv, *post)
	if err != nil {
		return err
	}
	created := config.Ref{Remote: o.name.Remote, Name: name}
	if o.name.Name == "" && !app.Result.Asked() {
		app.Print("%s\n", i18n.F("Instance name is: %s", name))
	}
	adviseNetwork(app, srv, name)
	if !start {
		return showInstance(app, srv, name)
	}
	if post.Start {
		return o.started(ctx, app, srv, name)
	}
	if app.Family == "lxd" { // incus has already printed it
		app.Note(i18n.G("Starting %s"), name)
	}
	if err := changeState(ctx, app, srv, name, api.InstanceStatePut{Action: "start", Timeout: -1}); err != nil {
		return cli.WithObject("instance", created, fmt.Errorf("%w\n%s", err,
			i18n.F("The instance was created but failed to start. See: lxc info %s:%s --show-log", created.Remote, created.Name)))
	}
	return o.started(ctx, app, srv, name)
}

// started does what is left to do once the instance is running.
func (o *createOptions) started(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name string) error {
	o.wait.instance, o.wait.interval = config.Ref{Remote: o.name.Remote, Name: name}, 1
	conditions, err := o.wait.parse()
	if err == nil {
		err = o.wait.await(ctx, app, srv, conditions)
	}
	if err != nil {
		return cli.WithObject("instance", o.wait.instance, err)
	}
	if o.console == "" {
		return showInstance(app, srv, name)
	}
	return attachConsole(ctx, app, srv, name, o.console)
}

// showInstance prints a new instance, if a format was requested.
func showInstance(app *cli.App, srv lxd.InstanceServer, name string) error {
	return cli.ShowCreated(app, func() (*api.Instance, string, error) { return srv.GetInstance(name) })
}

// notice returns the line to print before an instance is created. For launch, incus prints one line, lxc a second one at the
// start.
func (o *createOptions) notice(start, atOnce bool) string {
	if start && (atOnce || o.app.Family == "incus") {
		return i18n.G("Launching %s")
	}
	return i18n.G("Creating %s")
}

func orNew(name string) string {
	if name == "" {
		return i18n.G("the instance")
	}
	return name
}

// fromInput reads the instance from standard input.
func (o *createOptions) fromInput(ctx context.Context, app *cli.App) (*api.InstancesPost, error) {
	post := &api.InstancesPost{}
	text, err := app.ReadInstanceInput(ctx)
	if err != nil {
		return nil, err
	}
	if len(text) > 0 {
		var put api.InstancePut
		if err := resource.DecodeYAML(app, text, &put); err != nil {
			return nil, cli.Usagef("%s", err)
		}
		post.InstancePut = put
	}
	return post, nil
}

// complete applies the flags to the instance read from standard input.
func (o *createOptions) complete(srv lxd.InstanceServer, post *api.InstancesPost) error {
	post.Name, post.InstanceType = o.name.Name, o.kind
	if o.vm {
		post.Type = api.InstanceTypeVM
	}
	if o.description != "" {
		post.Description = o.description
	}
	var cached map[string]map[string]string
	inherited := func() (map[string]map[string]string, error) {
		if cached != nil {
			return cached, nil
		}
		var err error
		cached, err = profileDevices(srv, post.Profiles)
		return cached, err
	}
	if err := o.keys.apply(&post.InstancePut, inherited); err != nil {
		return err
	}
	if o.environment != "" {
		if err := readEnvironment(o.environment, post.Config); err != nil {
			return err
		}
	}
	if o.network != "" {
		if err := connectNetwork(srv, o.network, post); err != nil {
			return err
		}
	}
	if o.keys.storage != "" {
		if _, _, err := srv.GetStoragePool(o.keys.storage); err != nil {
			return failedLoading("storage pool", o.keys.storage, err)
		}
	}
	return nil
}

func profileDevices(srv lxd.InstanceServer, profiles []string) (map[string]map[string]string, error) {
	if profiles == nil {
		profiles = []string{"default"}
	}
	out := map[string]map[string]string{}
	for _, name := range profiles {
		p, _, err := srv.GetProfile(name)
		if err != nil {
			return nil, err
		}
		maps.Copy(out, p.Devices)
	}
	return out, nil
}

func readEnvironment(file string, into map[string]string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for n, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, found := strings.Cut(line, "=")
		if !found || key == "" {
			return cli.Usagef(i18n.G("%s, line %d: expected KEY=value"), file, n+1)
		}
		into["environment."+key] = value
	}
	return nil
}

// failedLoading returns the error of the stock clients for an object, named by a flag, that cannot be read.
func failedLoading(noun, name string, err error) error {
	return fmt.Errorf(i18n.G("Failed loading %s %q: %w"), noun, name, err)
}

func connectNetwork(srv lxd.InstanceServer, name string, post *api.InstancesPost) error {
	network, _, err := srv.GetNetwork(name)
	if err != nil {
		return failedLoading("network", name, err)
	}
	device := map[string]string{"type": "nic", "name": "eth0"}
	switch {
	case network.Managed && srv.HasExtension("instance_nic_network"):
		device["network"] = name
	case network.Type == "bridge":
		device["nictype"], device["parent"] = "bridged", name
	default:
		device["nictype"], device["parent"] = "macvlan", name
	}
	post.Devices["eth0"] = device
	return nil
}

// adviseNetwork tells a person that a new instance has no network. Scripts are not told, and pay no request for it.
func adviseNetwork(app *cli.App, srv lxd.InstanceServer, name string) {
	if !app.Streams.ErrIsTerminal() || app.Flags.Quiet || app.Flags.DryRun {
		return
	}
	inst, _, err := srv.GetInstance(name)
	if err != nil {
		return // advice alone is not worth an error
	}
	for _, device := range inst.ExpandedDevices {
		if device["type"] == "nic" {
			return
		}
	}
	app.Aside(i18n.G("The instance has no network. To attach one: lxc network attach <network> %s"), name)
}
