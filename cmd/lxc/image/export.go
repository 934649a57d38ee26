package image

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/cancel"
	"github.com/openlxc/lxc/pkg/i18n"
)

type exportOptions struct {
	object
	target    string
	force     bool // no effect, for compatibility
	keepFiles cli.NoClobber
}

func (o *exportOptions) run(ctx context.Context, app *cli.App) error {
	dir, base := o.splitTarget()
	if base != "" && o.target != "-" { // the extension depends on the response
		if err := o.keepFiles.RefuseAny(dir, base, append(download.Endings(), "", ".root")...); err != nil {
			return err
		}
	}
	srv, img, err := o.find(ctx, app)
	if err != nil {
		return err
	}
	if name := download.PlainName(img.Filename, ""); base == "" && name != "" {
		if err := o.keepFiles.RefuseAny(dir, name, "", ".root"); err != nil {
			return err
		}
	}
	if o.target == "-" {
		dir = os.TempDir()
	}
	meta, err := download.Begin(dir)
	if err != nil {
		return err
	}
	defer meta.Drop()
	rootfs, err := download.Begin(dir)
	if err != nil {
		return err
	}
	defer rootfs.Drop()
	line := app.Progress(i18n.G("Exporting the image"))
	defer line.Done()
	stop := cancel.NewCanceler()
	defer context.AfterFunc(ctx, func() { _ = stop.Cancel() })()
	files, err := srv.GetImageFile(img.Fingerprint, lxd.ImageFileRequest{
		MetaFile: bound(meta, img.Size), RootfsFile: bound(rootfs, img.Size), Canceler: stop,
		ProgressHandler: func(p lxd.ProgressData) { line.Bytes(p.TransferredBytes, p.TotalBytes) },
	})
	line.Done()
	if err != nil {
		return cli.WithObject("image", o.ref, err)
	}
	if o.target == "-" {
		return o.toOutput(app, meta, files)
	}
	return o.keep(app, img.Fingerprint, dir, base, meta, rootfs, files)
}

// bounded is a file that takes a limited number of bytes.
type bounded struct {
	io.WriteSeeker
	left int64
}

// bound limits a file of an image to what the server announced, with some room, because not every server counts alike. It stops
// a server that never ends; the fingerprint is compared as well.
func bound(f io.WriteSeeker, size int64) io.WriteSeeker {
	if size <= 0 {
		return f
	}
	return &bounded{f, size + size/2 + 16<<20}
}

// Write fails beyond the limit.
func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, fmt.Errorf("%w: more was sent than announced", lxd.ErrImageHash)
	}
	return b.WriteSeeker.Write(p)
}

// splitTarget returns the target directory, and the base of the file names unless the target is a directory.
func (o *exportOptions) splitTarget() (dir, base string) {
	if o.target == "" {
		return ".", ""
	}
	if info, err := os.Stat(o.target); err == nil && info.IsDir() || strings.HasSuffix(o.target, "/") {
		return o.target, ""
	}
	return filepath.Dir(o.target), filepath.Base(o.target)
}

func (o *exportOptions) toOutput(app *cli.App, meta *download.File, files *lxd.ImageFileResponse) error {
	if files.RootfsSize > 0 {
		return cli.Failed(i18n.G("the image is split into two files: export it to a directory"))
	}
	if _, err := meta.Seek(0, 0); err != nil {
		return err
	}
	_, err := meta.WriteTo(app.Streams.Out)
	return err
}

func (o *exportOptions) keep(app *cli.App, fingerprint, dir, base string, meta, rootfs *download.File, files *lxd.ImageFileResponse) error {
	metaName := download.PlainName(files.MetaName, fingerprint)
	rootName := download.PlainName(files.RootfsName, fingerprint+".root")
	if base != "" {
		metaName = base
		if files.RootfsSize == 0 {
			metaName += extension(files.MetaName)
		}
		rootName = base + ".root"
	}
	names := []string{filepath.Join(dir, metaName)}
	if files.RootfsSize > 0 {
		names = append(names, filepath.Join(dir, rootName))
	}
	for i, file := range []*download.File{meta, rootfs}[:len(names)] {
		keep := file.KeepAs
		if o.keepFiles {
			keep = file.KeepAsNew
		}
		if err := keep(names[i]); err != nil {
			return o.keepFiles.Explain(err)
		}
	}
	app.Note(i18n.G("Image exported to %s"), strings.Join(names, ", "))
	return nil
}

func export(app *cli.App) *cobra.Command {
	var o exportOptions
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Download an image"),
		Long:    i18n.G("In a directory, files get the names that the server suggests. A file name gets the extension of the image, and the second file of a split image also gets .root. Use - to write a unified image to standard output. Files are verified against the fingerprint and appear only when complete."),
		Example: "lxc image export web-base\nlxc image export web-base /backup/web\nlxc image export web-base - | tar t",
		Args:    []cli.Arg{o.arg(), cli.Opt(cli.LocalFile("target", &o.target))},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	cmd.Flags().BoolVar(&o.force, "force", false, i18n.G("No effect: existing files are always replaced (kept for older scripts)"))
	o.keepFiles.Flag(cmd)
	o.flag(cmd)
	return cmd
}

// extension returns a file name from its first dot on, or "".
func extension(name string) string {
	name = download.PlainName(name, "")
	if i := strings.IndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}
