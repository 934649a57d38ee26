package image

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

type copyOptions struct {
	from        object
	to          string
	aliases     []string
	project     string
	profiles    []string
	mode        string
	keepAliases bool
	auto        bool
	public      bool
	reuse       bool
}

func (o *copyOptions) run(ctx context.Context, app *cli.App) (err error) {
	if o.mode, err = app.TransferMode(o.mode, "pull", "push", "relay"); err != nil {
		return err
	}
	target, err := app.Server(ctx, o.to)
	if err != nil {
		return err
	}
	if o.project != "" {
		target = target.UseProject(o.project)
	}
	source, err := app.Images(ctx, o.from.ref.Remote, o.family(app, target))
	if err != nil {
		return err
	}
	img, isAlias, err := cli.FindImage(source, o.from.ref, o.from.kind())
	if err != nil {
		return err
	}
	args := lxd.ImageCopyArgs{
		AutoUpdate: o.auto, CopyAliases: o.keepAliases, Public: o.public, Mode: o.mode, Profiles: o.profiles, Type: img.Type,
	}
	if isAlias {
		args.Alias = o.from.ref.Name
	}
	for _, a := range o.aliases {
		args.Aliases = append(args.Aliases, api.ImageAlias{Name: a})
	}
	args.MoveAliases = o.reuse || cli.PerFlavor(app, true, false)
	op, err := target.CopyImage(source, *img, &args)
	if err != nil {
		return err
	}
	if err := app.WaitRemote(ctx, op, i18n.G("Copying the image")); err != nil {
		return err
	}
	app.Note("%s", i18n.G("Image copied"))
	return cli.ShowCreated(app, func() (*api.Image, string, error) { return target.GetImage(img.Fingerprint) })
}

// family returns the server family of the target. It is only queried if a simplestreams server may have images for both.
func (o *copyOptions) family(app *cli.App, target lxd.InstanceServer) string {
	if c, err := app.Config(); err == nil && c.Remotes[o.from.ref.Remote].Protocol == "simplestreams" && target.IsIncus() {
		return "incus"
	}
	return "lxd"
}

func copyImage(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(cli.Spec{
		Name: "copy", Shows: true, Aliases: []string{"cp"}, Short: i18n.G("Copy an image to a server"), Example: "lxc image copy images:debian/12 local: --alias deb12 --auto-update",
		Args: []cli.Arg{o.from.arg(), {Form: cli.Form{Remote: true}, Complete: cli.Remotes, Set: func(app *cli.App, words []string) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			ref, err := c.ParseRef(words[0])
			if err == nil && ref.Name != "" {
				err = cli.Usagef(i18n.G("invalid remote %q: use <remote>:"), words[0])
			}
			o.to = ref.Remote
			return err
		}}},
		Run: func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringArrayVar(&o.aliases, "alias", nil, i18n.G("Alias for the copy"))
	f.BoolVar(&o.auto, "auto-update", false, i18n.G("Keep the copy up to date"))
	f.BoolVar(&o.keepAliases, "copy-aliases", false, i18n.G("Copy the aliases of the source"))
	f.StringVar(&o.mode, "mode", "pull", i18n.G("Transfer mode: pull, push or relay"))
	f.StringArrayVarP(&o.profiles, "profile", "p", nil, i18n.G("Profile for instances that are created from the image"))
	f.BoolVar(&o.public, "public", false, i18n.G("Make the copy public"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Move existing aliases to the new image"))
	f.StringVar(&o.project, "target-project", "", i18n.G("Project to copy to"))
	o.from.flag(cmd)
	return cmd
}
