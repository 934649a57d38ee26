package instance

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func dumpMemory(app *cli.App) *cobra.Command {
	var file, format string
	cmd := onInstance(app, cli.Spec{
		Name: "dump-memory", Short: i18n.G("Dump the memory of a virtual machine to a file"), Example: "lxc low-level dump-memory vm1 vm1.elf",
	}, []cli.Arg{cli.Local("file", &file)}, func(_ context.Context, s resource.Server, name string) error {
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
