package instance

import (
	"context"
	"io"
	"net"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// LowLevel is `lxc low-level`, on Incus servers.
func LowLevel(app *cli.App) *cobra.Command {
	cmd := app.Group("low-level", i18n.G("Look inside virtual machines and repair instances"), []*cobra.Command{
		dumpMemory(app), repair(app), instanceNBD(app),
		app.Group("bitmaps", i18n.G("Manage bitmaps of changed blocks"), []*cobra.Command{bitmapCreate(app)}),
		app.Group("nvram", i18n.G("Manage the firmware variables of a virtual machine"), nvram(app)),
	})
	cmd.Aliases = []string{"debug"}
	return cmd
}

// onInstance is a command on one instance, with further arguments.
func onInstance(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(ctx context.Context, s resource.Server, name string) error) *cobra.Command {
	var ref config.Ref
	spec.Args = append([]cli.Arg{cli.Instance(&ref)}, extra...)
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.About("instance", ref, work(ctx, srv, ref.Name))
	}
	return app.Command(spec)
}

func dumpMemory(app *cli.App) *cobra.Command {
	var file, format string
	cmd := onInstance(app, cli.Spec{
		Name: "dump-memory", Short: i18n.G("Write the memory of a virtual machine to a file"), Example: "lxc low-level dump-memory vm1 vm1.elf",
	}, []cli.Arg{cli.Word("file", &file)}, func(_ context.Context, s resource.Server, name string) error {
		src, err := s.GetInstanceMemory(name, format)
		if err != nil {
			return err
		}
		defer src.Close()
		if file == "-" {
			_, err := io.Copy(app.Streams.Out, src)
			return err
		}
		f, err := download.Create(file)
		if err != nil {
			return err
		}
		if _, err := io.Copy(f, src); err != nil {
			f.Drop()
			return err
		}
		return f.Keep()
	})
	cmd.Flags().StringVarP(&format, "format", "f", "elf", i18n.G("Format: elf, win-dmp, kdump-zlib, kdump-lzo or kdump-snappy"))
	return cmd
}

func repair(app *cli.App) *cobra.Command {
	var action string
	return onInstance(app, cli.Spec{
		Name: "repair", Short: i18n.G("Run a repair at the server"), Example: "lxc low-level repair vm1 rebuild-config-volume",
	}, []cli.Arg{cli.Word("action", &action)}, func(_ context.Context, s resource.Server, name string) error {
		return s.RepairInstance(name, action)
	})
}

func instanceNBD(app *cli.App) *cobra.Command {
	var address string
	cmd := onInstance(app, cli.Spec{
		Name: "nbd", Short: i18n.G("Offer the disks of a virtual machine here as network block devices"), Example: "lxc low-level nbd vm1",
	}, nil, func(ctx context.Context, s resource.Server, name string) error {
		return resource.Serve(ctx, app, "tcp", address, func() (net.Conn, error) { return s.GetInstanceNBDConn(name) },
			func(at string) { app.Aside(i18n.G("Serving on %s"), "nbd://"+at) })
	})
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", i18n.G("Address to listen on; only addresses of this machine"))
	return cmd
}

func bitmapCreate(app *cli.App) *cobra.Command {
	var post api.StorageVolumeBitmapsPost
	cmd := onInstance(app, cli.Spec{
		Name: "create", Short: i18n.G("Begin to mark the changed blocks of all disks"), Example: "lxc low-level bitmaps create vm1 backup0",
	}, []cli.Arg{cli.Word("bitmap", &post.Name)}, func(_ context.Context, s resource.Server, name string) error {
		return s.CreateInstanceBitmap(name, post)
	})
	cmd.Flags().BoolVar(&post.Disabled, "disabled", false, i18n.G("Do not record at first"))
	cmd.Flags().BoolVar(&post.Persistent, "persistent", false, i18n.G("Keep the bitmap over restarts"))
	cmd.Flags().Int64Var(&post.Granularity, "granularity", 0, i18n.G("Bytes that one bit stands for, a power of two"))
	return cmd
}
