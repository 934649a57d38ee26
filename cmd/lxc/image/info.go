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
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func info(app *cli.App) *cobra.Command {
	var o object
	cmd := app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show image details"), Args: []cli.Arg{o.arg()},
		Run: func(ctx context.Context) error {
			srv, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			if app.Result.Asked() {
				return app.Show(img)
			}
			app.Print("%s", app.Shown(describe(img, unitOf(app, srv)), true))
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

// unitOf returns the stock client's unit for a million bytes, or nearly that.
func unitOf(app *cli.App, srv any) string {
	if server, ok := srv.(lxd.InstanceServer); ok && server.HasExtension("instance_force_delete") {
		return "MiB"
	}
	return cli.PerFlavor(app, "MB", "MiB")
}

func kindOf(img *api.Image) string {
	if img.Type == "" {
		return string(api.InstanceTypeContainer)
	}
	return img.Type
}
