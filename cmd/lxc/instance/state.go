package instance

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// verb describes a command that changes the state of instances.
type verb struct {
	name, action string
	aliases      []string
	short        string
	hidden       bool
	// eligible reports whether --all includes an instance with this status.
	eligible func(api.StatusCode) bool
	flags    func(*cobra.Command, *stateOptions)
}

type stateOptions struct {
	refs    []config.Ref
	words   map[config.Ref][]string // arguments as typed
	remotes []string
	all     bool
	force   bool
	// stateful saves the running state (stop) or restores it (start, unless stateless).
	stateful, stateless bool
	timeout             int
	console             string
}

func running(c api.StatusCode) bool { return c == api.Running || c == api.Ready }

func consoleFlag(cmd *cobra.Command, o *stateOptions) {
	cmd.Flags().StringVar(&o.console, "console", "", i18n.G("Attach to the console: console or vga"))
	cmd.Flags().Lookup("console").NoOptDefVal = "console"
}

func forceFlags(cmd *cobra.Command, o *stateOptions) {
	cmd.Flags().BoolVarP(&o.force, "force", "f", false, i18n.G("Do not wait for a clean shutdown"))
	cmd.Flags().IntVar(&o.timeout, "timeout", -1, i18n.G("Seconds to wait for a clean shutdown (-1 waits forever)"))
	consoleFlag(cmd, o)
}

func (v verb) command(app *cli.App) *cobra.Command {
	o := stateOptions{timeout: -1, words: map[config.Ref][]string{}}
	arg := cli.Instances(&o.refs)
	set := arg.Set
	arg.Optional = true
	arg.Set = func(app *cli.App, words []string) error {
		if !o.all {
			err := set(app, words)
			for i, ref := range o.refs {
				o.words[ref] = append(o.words[ref], words[i])
			}
			return err
		}
		for _, w := range words {
			var remote string
			if _, only := config.OnlyRemote(w); !only {
				return cli.Usagef("%s", i18n.G("--all accepts only remotes, for example prod:"))
			}
			if err := cli.Remote(&remote).Set(app, []string{w}); err != nil {
				return err
			}
			o.remotes = append(o.remotes, remote)
		}
		return nil
	}
	cmd := app.Command(cli.Spec{
		Name: v.name, Aliases: v.aliases, Short: v.short, Args: []cli.Arg{arg}, Hidden: v.hidden,
		Example: "lxc " + v.name + " web db\nlxc " + v.name + " --all", HelpToErr: true,
		Run: func(ctx context.Context) error { return v.run(ctx, app, &o) },
	})
	cmd.Flags().BoolVarP(&o.all, "all", "a", false, i18n.G("All eligible instances in the project"))
	if v.flags != nil {
		v.flags(cmd, &o)
	}
	acceptOldFlags(cmd, "stateful", "stateless")
	return cmd
}

// acceptOldFlags accepts flags of the first clients that now have no effect because they are the default.
func acceptOldFlags(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		if cmd.Flags().Lookup(name) == nil {
			cmd.Flags().Bool(name, false, "")
			_ = cmd.Flags().MarkHidden(name)
		}
	}
}

func (v verb) run(ctx context.Context, app *cli.App, o *stateOptions) error {
	if o.all {
		if err := v.selectAll(ctx, app, o); err != nil || len(o.refs) == 0 {
			return err
		}
	}
	if len(o.refs) == 0 {
		return cli.ErrBare
	}
	if o.console != "" && len(o.refs) > 1 {
		return cli.Usagef("%s", i18n.G("--console accepts only one instance"))
	}
	put := api.InstanceStatePut{Action: v.action, Timeout: o.timeout, Force: o.force, Stateful: o.stateful}
	err := app.Each(ctx, o.refs, "instance", func(ctx context.Context, ref config.Ref) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		if v.action == "start" {
			return startOne(ctx, app, srv, ref.Name, !o.stateless)
		}
		return changeState(ctx, app, srv, ref.Name, put)
	})
	var partly *cli.PartlyError
	if errors.As(err, &partly) {
		partly.Summary, partly.Words = i18n.F("Some instances failed to %s", v.name), o.words
	}
	if err != nil || o.console == "" {
		return err
	}
	srv, err := app.Server(ctx, o.refs[0].Remote)
	if err != nil {
		return err
	}
	return attachConsole(ctx, app, srv, o.refs[0].Name, o.console)
}

// selectAll selects the instances for --all.
func (v verb) selectAll(ctx context.Context, app *cli.App, o *stateOptions) error {
	if len(o.remotes) == 0 {
		o.remotes = []string{""}
	}
	for _, remote := range o.remotes {
		srv, err := app.ServerAt(ctx, &remote)
		if err != nil {
			return err
		}
		list, err := srv.GetInstances(api.InstanceTypeAny)
		if err != nil {
			return err
		}
		for _, i := range list {
			if v.eligible(i.StatusCode) {
				o.refs = append(o.refs, config.Ref{Remote: remote, Name: i.Name})
			}
		}
	}
	return nil
}

// changeState changes the state of an instance and waits for it.
func changeState(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name string, put api.InstanceStatePut) error {
	op, err := srv.UpdateInstanceState(name, put, "")
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}
