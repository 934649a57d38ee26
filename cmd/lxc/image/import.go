package image

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type importOptions struct {
	source, rootfs string
	remote         string
	properties     map[string]string
	aliases        []string
	public, reuse  bool
}

func importImage(app *cli.App) *cobra.Command {
	o := importOptions{properties: map[string]string{}}
	cmd := app.Command(cli.Spec{
		Name: "import", Shows: true, Short: i18n.G("Add an image from files, a directory or a URL"),
		Long: i18n.G("A unified image is a tarball of metadata.yaml and rootfs/. A split image is a metadata tarball and a squashfs or disk image. A directory with metadata.yaml and rootfs/ is packed before the upload. URLs are downloaded by the server."),
		Example: "lxc image import debian.tar.xz --alias deb\nlxc image import meta.tar.xz rootfs.squashfs prod: --alias deb os=debian\n" +
			"lxc image import ./image-dir --alias mine\nlxc image import https://images.example.com/deb --alias deb",
		Args: []cli.Arg{cli.Local("tarball|directory|URL", &o.source), o.rootfsArg(), o.remoteArg(), o.propertyArg()},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&o.remote); err != nil {
				return err
			}
			return o.run(ctx, app)
		},
	})
	f := cmd.Flags()
	f.StringArrayVar(&o.aliases, "alias", nil, i18n.G("Alias for the image"))
	f.BoolVar(&o.public, "public", false, i18n.G("Make the image public"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Move existing aliases to the new image"))
	return cmd
}

// rootfsArg is the argument for the second file of a split image.
func (o *importOptions) rootfsArg() cli.Arg {
	a := cli.Opt(cli.Local("rootfs tarball", &o.rootfs))
	a.Matches = func(words []string) bool {
		return exists(words[0]) || !o.isRemote(words[0]) && !strings.Contains(words[0], "=")
	}
	return a
}

// remoteArg is the argument for the target server.
func (o *importOptions) remoteArg() cli.Arg {
	a := cli.Remote(&o.remote)
	a.Matches = func(words []string) bool { return o.isRemote(words[0]) }
	return a
}

// propertyArg is the argument for properties. The remote may appear between or after them.
func (o *importOptions) propertyArg() cli.Arg {
	var pairs []string
	a := cli.Completed(cli.Opt(cli.Pairs(&pairs)), cli.Nothing)
	a.Set = func(app *cli.App, words []string) (err error) {
		for _, w := range words {
			if o.remote == "" && o.isRemote(w) {
				err = cli.Remote(&o.remote).Set(app, []string{w})
			} else {
				pairs = append(pairs, w)
			}
			if err != nil {
				return err
			}
		}
		o.properties, err = cli.KeyValues(pairs)
		return err
	}
	return a
}

// isRemote distinguishes a remote from a file whose name ends in a colon.
func (o *importOptions) isRemote(word string) bool {
	_, only := config.OnlyRemote(word)
	return only && !exists(word)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (o *importOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	op, err := o.send(ctx, app, srv)
	if err != nil {
		return err
	}
	if err := app.Wait(ctx, op, i18n.G("Importing the image")); err != nil {
		return err
	}
	state := op.Get()
	fingerprint := state.Secret("fingerprint")
	var old map[string]string
	if o.reuse {
		if old, err = cli.AliasTargets(srv); err != nil {
			return err
		}
	}
	if err := app.NameImage(ctx, srv, fingerprint, o.aliases, old); err != nil {
		return err
	}
	if app.Result.Asked() {
		return cli.ShowCreated(app, func() (*api.Image, string, error) { return srv.GetImage(fingerprint) })
	}
	app.Note(i18n.G("Image imported with fingerprint: %s"), fingerprint)
	return nil
}

func (o *importOptions) send(ctx context.Context, app *cli.App, srv lxd.InstanceServer) (*lxd.Operation, error) {
	post := api.ImagesPost{}
	post.Public, post.Properties = o.public, o.properties
	switch {
	case strings.HasPrefix(o.source, "https://"):
		post.Source = &api.ImagesPostSource{Type: "url", Mode: "pull", URL: o.source}
		return srv.CreateImage(post, nil)
	case strings.HasPrefix(o.source, "http://"):
		return nil, cli.Usagef("%s", i18n.G("servers download images only over https"))
	}
	line := app.Progress(i18n.G("Sending the image"))
	defer line.Done()
	args := &lxd.ImageCreateArgs{
		ProgressHandler: func(p lxd.ProgressData) { line.Bytes(p.TransferredBytes, p.TotalBytes) },
	}
	info, err := os.Stat(o.source)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		packed, ending, err := pack(ctx, o.source)
		if err != nil {
			return nil, err
		}
		defer packed.Close()
		args.MetaFile, args.MetaName = packed, filepath.Base(filepath.Clean(o.source))+ending
		return srv.CreateImage(post, args)
	}
	meta, err := os.Open(o.source)
	if err != nil {
		return nil, err
	}
	defer meta.Close()
	args.MetaFile, args.MetaName, args.MetaSize = meta, filepath.Base(o.source), info.Size()
	if o.rootfs == "" {
		return srv.CreateImage(post, args)
	}
	rootfs, err := os.Open(o.rootfs)
	if err != nil {
		return nil, err
	}
	defer rootfs.Close()
	if info, err = rootfs.Stat(); err != nil {
		return nil, err
	}
	args.RootfsFile, args.RootfsName, args.RootfsSize = rootfs, filepath.Base(o.rootfs), info.Size()
	if args.Type, err = rootfsKind(rootfs); err != nil {
		return nil, err
	}
	return srv.CreateImage(post, args)
}

// rootfsKind distinguishes the disk of a virtual machine (qcow2) from the root file system of a container.
func rootfsKind(f *os.File) (string, error) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(f, head); err != nil {
		return "", fmt.Errorf("%s: %w", f.Name(), err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if bytes.Equal(head, []byte("QFI\xfb")) {
		return string(api.InstanceTypeVM), nil
	}
	return string(api.InstanceTypeContainer), nil
}
