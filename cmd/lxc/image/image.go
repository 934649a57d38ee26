// Package image holds `lxc image`.
package image

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage images") }

// New is `lxc image`.
func New(app *cli.App) *cobra.Command {
	return app.Group("image", Summary(), []*cobra.Command{
		aliasGroup(app), duplicate(app), remove(app), edit(app), export(app), getProperty(app), importImage(app), info(app),
		list(app), refresh(app), setProperty(app), show(app), unsetProperty(app), generateMetadata(app),
	})
}

// object is an argument that names an image, with the flag that chooses between the kinds of one alias.
type object struct {
	ref config.Ref
	vm  bool
}

func (o *object) flag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.vm, "vm", false, i18n.G("The image of a virtual machine"))
}

func (o *object) kind() string {
	if o.vm {
		return api.InstanceTypeVM
	}
	return ""
}

func (o *object) find(ctx context.Context, app *cli.App) (lxd.ImageServer, *api.Image, error) {
	srv, err := app.Images(ctx, o.ref.Remote, app.Family(ctx, o.ref.Remote))
	if err != nil {
		return nil, nil, err
	}
	img, _, err := cli.FindImage(srv, o.ref, o.kind())
	return srv, img, err
}

// own finds an image on a server that holds instances, where it can be changed.
func (o *object) own(ctx context.Context, app *cli.App) (lxd.InstanceServer, *api.Image, error) {
	srv, err := app.Server(ctx, o.ref.Remote)
	if err != nil {
		return nil, nil, err
	}
	img, _, err := cli.FindImage(srv, o.ref, o.kind())
	return srv, img, err
}

func show(app *cli.App) *cobra.Command {
	var o object
	cmd := app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show what can be changed of an image as YAML"), Args: []cli.Arg{cli.Object("image", &o.ref)},
		Run: func(ctx context.Context) error {
			_, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			return output.YAML(app.Streams.Out, img.Writable())
		},
	})
	o.flag(cmd)
	return cmd
}

func info(app *cli.App) *cobra.Command {
	var o object
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show an image in words"), Args: []cli.Arg{cli.Object("image", &o.ref)},
		Run: func(ctx context.Context) error {
			srv, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			app.Print("%s", app.Shown(describe(img, unitOf(srv)), true))
			return nil
		},
	})
	o.flag(cmd)
	return cmd
}

func describe(img *api.Image, unit string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	yesNo := map[bool]string{true: i18n.G("yes"), false: i18n.G("no")}
	line("%s", i18n.F("Fingerprint: %s", img.Fingerprint))
	line("%s", i18n.F("Size: %s", megabytes(img.Size, unit)))
	line("%s", i18n.F("Architecture: %s", img.Architecture))
	line("%s", i18n.F("Type: %s", kindOf(img)))
	line("%s", i18n.F("Public: %s", yesNo[img.Public]))
	line("%s", i18n.G("Timestamps:"))
	if !output.Never(img.CreatedAt) {
		line("    %s", i18n.F("Created: %s", output.Time(img.CreatedAt)))
	}
	line("    %s", i18n.F("Uploaded: %s", output.Time(img.UploadedAt)))
	expires, used := i18n.G("never"), i18n.G("never")
	if !output.Never(img.ExpiresAt) {
		expires = output.Time(img.ExpiresAt)
	}
	if !output.Never(img.LastUsedAt) {
		used = output.Time(img.LastUsedAt)
	}
	line("    %s", i18n.F("Expires: %s", expires))
	line("    %s", i18n.F("Last used: %s", used))
	line("%s", i18n.G("Properties:"))
	for _, key := range slices.Sorted(maps.Keys(img.Properties)) {
		line("    %s: %s", key, img.Properties[key])
	}
	line("%s", i18n.G("Aliases:"))
	for _, a := range img.Aliases {
		if a.Description != "" {
			line("    - %s (%s)", a.Name, a.Description)
		} else {
			line("    - %s", a.Name)
		}
	}
	line("%s", i18n.F("Cached: %s", yesNo[img.Cached]))
	update := i18n.G("disabled")
	if img.AutoUpdate {
		update = i18n.G("enabled")
	}
	line("%s", i18n.F("Auto update: %s", update))
	if src := img.UpdateSource; src != nil {
		line("%s", i18n.G("Source:"))
		line("    %s", i18n.F("Server: %s", src.Server))
		line("    %s", i18n.F("Protocol: %s", src.Protocol))
		line("    %s", i18n.F("Alias: %s", src.Alias))
	}
	if len(img.Profiles) > 0 {
		line("%s", i18n.G("Profiles:"))
		for _, p := range img.Profiles {
			line("    - %s", p)
		}
	}
	return b.String()
}

func megabytes(n int64, unit string) string { return fmt.Sprintf("%.2f%s", float64(n)/1024/1024, unit) }

// unitOf is how the stock client of a server writes a million bytes, or what is near it.
func unitOf(srv any) string {
	if server, ok := srv.(lxd.InstanceServer); ok && server.HasExtension("instance_force_delete") {
		return "MiB"
	}
	return cli.ByProgram("MB", "MiB")
}

func kindOf(img *api.Image) string {
	if img.Type == "" {
		return api.InstanceTypeContainer
	}
	return img.Type
}

func edit(app *cli.App) *cobra.Command {
	var o object
	return app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit an image as YAML"), Args: []cli.Arg{cli.Object("image", &o.ref)},
		Example: "lxc image edit web-base\nlxc image edit web-base < image.yaml",
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, o.ref.Remote)
			if err != nil {
				return err
			}
			fingerprint, _, err := cli.FindFingerprint(srv, o.ref, o.kind())
			if err != nil {
				return cli.About("image", o.ref, err)
			}
			return cli.About("image", o.ref, resource.Edit(ctx, app, resource.Editing[api.Image, api.ImagePut]{
				Name: "image", Help: i18n.G("An image: its properties and whether all may see it. Lines with # are ignored."),
				Get:    func() (*api.Image, string, error) { return srv.GetImage(fingerprint) },
				Update: func(p api.ImagePut, etag string) error { return srv.UpdateImage(fingerprint, p, etag) },
				Text:   func(i *api.Image) any { return i.Writable() },
			}))
		},
	})
}

func getProperty(app *cli.App) *cobra.Command {
	var o object
	var key string
	return app.Command(cli.Spec{
		Name: "get-property", Short: i18n.G("Print a property of an image"),
		Args: []cli.Arg{cli.Object("image", &o.ref), cli.Word("key", &key)},
		Run: func(ctx context.Context) error {
			_, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			value, found := img.Properties[key]
			if !found {
				return cli.About("image", o.ref, cli.Usagef(i18n.G("there is no property %q"), key))
			}
			app.Print("%s\n", value)
			return nil
		},
	})
}

// changeProperties sets properties; an empty value removes one.
func (o *object) changeProperties(ctx context.Context, app *cli.App, values map[string]string) error {
	srv, img, err := o.own(ctx, app)
	if err != nil {
		return err
	}
	return cli.About("image", o.ref, resource.Modify(
		func() (*api.Image, string, error) { return srv.GetImage(img.Fingerprint) },
		func(p api.ImagePut, etag string) error { return srv.UpdateImage(img.Fingerprint, p, etag) },
		(*api.Image).Writable, func(p *api.ImagePut) error {
			for key, value := range values {
				if value == "" {
					delete(p.Properties, key)
				} else {
					p.Properties[key] = value
				}
			}
			return nil
		}))
}

func setProperty(app *cli.App) *cobra.Command {
	var o object
	var words []string
	return app.Command(cli.Spec{
		Name: "set-property", Short: i18n.G("Set properties of an image"), Example: "lxc image set-property web-base description \"Web server\"",
		Args: []cli.Arg{cli.Object("image", &o.ref), cli.Words("<key>=<value>...", &words)},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return o.changeProperties(ctx, app, values)
		},
	})
}

func unsetProperty(app *cli.App) *cobra.Command {
	var o object
	var key string
	return app.Command(cli.Spec{
		Name: "unset-property", Short: i18n.G("Remove a property of an image"),
		Args: []cli.Arg{cli.Object("image", &o.ref), cli.Word("key", &key)},
		Run: func(ctx context.Context) error {
			return o.changeProperties(ctx, app, map[string]string{key: ""})
		},
	})
}

// each is a command that does one thing to many images.
func each(app *cli.App, spec cli.Spec, work func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error) *cobra.Command {
	var refs []config.Ref
	spec.Args = []cli.Arg{{Usage: "[<remote>:]<image>", Repeat: true, Set: func(app *cli.App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		for _, w := range words {
			ref, err := c.ParseRef(w)
			if err != nil {
				return err
			}
			if ref.Name == "" {
				return cli.Usagef(i18n.G("%q has no name after the remote"), w)
			}
			refs = append(refs, ref)
		}
		return nil
	}}}
	spec.Run = func(ctx context.Context) error {
		for _, ref := range refs { // one after the other, up to the first that fails, as the stock clients do
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := work(ctx, srv, ref); err != nil {
				return cli.About("image", ref, err)
			}
		}
		return nil
	}
	return app.Command(spec)
}

func remove(app *cli.App) *cobra.Command {
	return each(app, cli.Spec{Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete images")},
		func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error {
			op, err := srv.DeleteImage(fingerprint(srv, ref.Name))
			if err != nil {
				return err
			}
			return app.Wait(ctx, op, "")
		})
}

// fingerprint is that of the image with an alias; a name that is no alias is for the server to look up.
func fingerprint(srv lxd.InstanceServer, name string) string {
	if entry, _, err := srv.GetImageAlias(name); err == nil {
		return entry.Target
	}
	return name
}

func refresh(app *cli.App) *cobra.Command {
	return each(app, cli.Spec{Name: "refresh", Short: i18n.G("Fetch images again from where they came")},
		func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error {
			op, err := srv.RefreshImage(fingerprint(srv, ref.Name))
			if err != nil {
				return err
			}
			if err := app.Wait(ctx, op, i18n.F("Refreshing %s", ref.Name)); err != nil {
				return err
			}
			if refreshed, _ := op.Get().Metadata["refreshed"].(bool); refreshed {
				app.Note(i18n.G("Image %s was refreshed"), ref.Name)
			} else {
				app.Note(i18n.G("Image %s is up to date"), ref.Name)
			}
			return nil
		})
}
