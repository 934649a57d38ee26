package storage

import (
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
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

// copyOptions are of copy and move.
type copyOptions struct {
	from, to       config.Ref
	mode           string
	target         string // member that has the source
	destination    string // member that gets the copy
	project        string
	volumeOnly     bool
	refresh, older bool
}

func (o *copyOptions) spec(name, short string, aliases []string, run func(context.Context) error) cli.Spec {
	both := func(into *config.Ref) cli.Arg {
		a := cli.Object("pool", into)
		a.Usage = "[<remote>:]<pool>/<volume>"
		return a
	}
	return cli.Spec{
		Name: name, Aliases: aliases, Short: short, Args: []cli.Arg{both(&o.from), both(&o.to)}, Run: run,
		Example: "lxc storage volume " + name + " default/data fast/data\nlxc storage volume " + name + " default/data prod:default/data",
	}
}

func (o *copyOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.mode, "mode", "pull", i18n.G("How servers connect: pull, push or relay"))
	f.StringVar(&o.target, "target", "", i18n.G("Cluster member that has the volume"))
	f.StringVar(&o.destination, "destination-target", "", i18n.G("Cluster member that gets the volume"))
	f.StringVar(&o.project, "target-project", "", i18n.G("Project to copy into"))
}

func duplicate(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(o.spec("copy", i18n.G("Copy a volume, or a snapshot of one"), []string{"cp"}, func(ctx context.Context) error {
		return noted(app, o.copy(ctx, app), i18n.G("Volume copied"))
	}))
	o.flags(cmd)
	cmd.Flags().BoolVar(&o.volumeOnly, "volume-only", false, i18n.G("Leave the snapshots behind"))
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, i18n.G("Update an existing copy"))
	cmd.Flags().BoolVar(&o.older, "refresh-exclude-older", false, i18n.G("When updating, skip snapshots that are older than those of the copy"))
	return cmd
}

// noted tells that a command has done its work, unless it failed.
func noted(app *cli.App, err error, text string) error {
	if err == nil {
		app.Note("%s", text)
	}
	return err
}

func split(ref config.Ref) (pool, volume string, err error) {
	pool, volume, found := strings.Cut(ref.Name, "/")
	if !found || volume == "" {
		return "", "", cli.Usagef(i18n.G("%q is not of the form pool/volume"), ref.Name)
	}
	return pool, strings.TrimPrefix(volume, "custom/"), nil
}

func (o *copyOptions) servers(ctx context.Context, app *cli.App) (from, to lxd.InstanceServer, err error) {
	if from, err = app.Server(ctx, o.from.Remote); err != nil {
		return nil, nil, err
	}
	if to, err = app.Server(ctx, o.to.Remote); err != nil {
		return nil, nil, err
	}
	if o.target != "" {
		from = from.UseTarget(o.target)
	}
	if o.destination != "" {
		to = to.UseTarget(o.destination)
	}
	if o.project != "" {
		to = to.UseProject(o.project)
	}
	return from, to, nil
}

func (o *copyOptions) copy(ctx context.Context, app *cli.App) error {
	fromPool, name, err := split(o.from)
	if err != nil {
		return err
	}
	toPool, toName, err := split(o.to)
	if err != nil {
		return err
	}
	from, to, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	source := parseVolume(name)
	item, _, err := getVolume(from, fromPool, source)
	if err != nil {
		return cli.About("volume", o.from, err)
	}
	item.Name = name
	op, err := to.CopyStoragePoolVolume(toPool, from, fromPool, *item, &lxd.VolumeCopyArgs{
		Name: toName, Mode: o.mode, VolumeOnly: o.volumeOnly || source.snapshot != "", Refresh: o.refresh, RefreshExclude: o.older,
	})
	if err != nil {
		return cli.About("volume", o.to, err)
	}
	return cli.About("volume", o.to, app.WaitRemote(ctx, op, i18n.G("Copying")))
}

func move(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(o.spec("move", i18n.G("Move a volume to another pool, project, member or server"), []string{"mv"}, func(ctx context.Context) error {
		return noted(app, o.move(ctx, app), i18n.G("Volume moved"))
	}))
	o.flags(cmd)
	return cmd
}

// move moves inside a server in one request; between servers it copies, then deletes the source.
func (o *copyOptions) move(ctx context.Context, app *cli.App) error {
	fromPool, name, err := split(o.from)
	if err != nil {
		return err
	}
	toPool, toName, err := split(o.to)
	if err != nil {
		return err
	}
	from, _, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	if o.from.Remote == o.to.Remote {
		post := api.StorageVolumePost{Name: toName, Project: o.project}
		if toPool != fromPool || o.project != "" {
			post.Pool = toPool
		}
		srv := from
		if o.destination != "" {
			post.Source = &api.StorageVolumePostLocated{Location: o.target}
			srv = srv.UseTarget(o.destination)
		}
		op, err := srv.MoveStoragePoolVolume(fromPool, "custom", name, post)
		if err == nil {
			err = app.Wait(ctx, op, i18n.G("Moving"))
		}
		return cli.About("volume", o.from, err)
	}
	if err := o.copy(ctx, app); err != nil {
		return err
	}
	return cli.About("volume", o.from, from.DeleteStoragePoolVolume(fromPool, "custom", name))
}

func attachment() resource.Attachment {
	return resource.Attachment{
		Short: [4]string{
			i18n.G("Attach a volume to an instance"), i18n.G("Attach a volume to a profile"),
			i18n.G("Detach a volume from an instance"), i18n.G("Detach a volume from a profile"),
		},
		ExtraUsage: "path", PathFirst: true,
		Make: func(s resource.Server, a *resource.AttachmentArgs) error {
			v := parseVolume(a.Name)
			return s.CreateStoragePoolVolume(a.Ref.Name, api.StorageVolumesPost{Name: v.name, Type: v.kind, ContentType: "filesystem"})
		},
		Args: func() ([]cli.Arg, *resource.AttachmentArgs) {
			a := &resource.AttachmentArgs{}
			pool := cli.Object("pool", &a.Ref)
			return []cli.Arg{pool, cli.Word("volume", &a.Name)}, a
		},
		Device: func(_ context.Context, s resource.Server, a *resource.AttachmentArgs) (map[string]string, error) {
			v := parseVolume(a.Name)
			item, _, err := s.GetStoragePoolVolume(a.Ref.Name, v.kind, v.name)
			if err != nil {
				return nil, err
			}
			device := map[string]string{"type": "disk", "pool": a.Ref.Name, "source": v.name}
			if item.ContentType == "filesystem" || item.ContentType == "" {
				if a.Extra == "" {
					return nil, cli.Usagef("%s", i18n.G("give the path in the instance: a volume with a file system must be mounted somewhere"))
				}
				device["path"] = a.Extra
			}
			return device, nil
		},
		Belongs: func(device map[string]string, a *resource.AttachmentArgs) bool {
			return device["type"] == "disk" && device["pool"] == a.Ref.Name && device["source"] == parseVolume(a.Name).name
		},
	}
}

func exportVolume(app *cli.App) *cobra.Command {
	var v volume
	e := resource.Export{Failing: i18n.G("Failed to create storage volume backup")}
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Write a backup of a volume to a file"), Example: "lxc storage volume export default data data.tar.gz",
		Args: append(v.args(), cli.Opt(cli.Word("file", &e.Target))),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				return e.Run(ctx, app, s, lxd.VolumeOwner(v.pool.Name, n.name), n.name)
			})
		},
	})
	e.Flags(cmd)
	cmd.Flags().BoolVar(&e.Post.VolumeOnly, "volume-only", false, i18n.G("Leave the snapshots behind"))
	cmd.Flags().BoolVar(&e.Post.OptimizedStorage, "optimized-storage", false, i18n.G("Use the format of the storage driver, which only pools of that driver can read"))
	cmd.Flags().Uint32Var(&e.Post.Version, "export-version", 0, i18n.G("Layout of the index, for older servers"))
	return v.flag(cmd)
}

func importVolume(app *cli.App) *cobra.Command {
	var pool config.Ref
	var file, target string
	var args lxd.BackupImportArgs
	cmd := app.Command(cli.Spec{
		Name: "import", Short: i18n.G("Create a volume from a backup, an ISO image or a tarball"),
		Example: "lxc storage volume import default data.tar.gz\nlxc storage volume import default debian.iso installer --type iso",
		Args:    []cli.Arg{cli.Object("pool", &pool), cli.Word("file", &file), cli.Opt(cli.Word("volume", &args.Name))},
		Run: func(ctx context.Context) error {
			if args.Type == "" && strings.HasSuffix(file, ".iso") {
				args.Type = "iso"
			}
			if args.Name == "" && (args.Type == "iso" || args.Type == "tar") { // a backup holds its name
				args.Name = resource.PlainBackupName(file)
			}
			return importFrom(ctx, app, pool, file, target, func(s resource.Server, src io.Reader) (*lxd.Operation, error) {
				return s.ImportVolume(pool.Name, src, args)
			})
		},
	})
	cmd.Flags().StringVarP(&args.Type, "type", "t", "", i18n.G("What the file is: backup, iso or tar; by its name when this is empty"))
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

func importFrom(ctx context.Context, app *cli.App, pool config.Ref, file, target string, start func(resource.Server, io.Reader) (*lxd.Operation, error)) error {
	srv, err := app.Server(ctx, pool.Remote)
	if err != nil {
		return err
	}
	if target != "" {
		srv = srv.UseTarget(target)
	}
	src, done, err := resource.Import(app, file)
	if err != nil {
		return err
	}
	defer done()
	op, err := start(srv, src)
	if err == nil {
		err = app.Wait(ctx, op, i18n.G("Importing"))
	}
	return cli.About("pool", pool, err)
}

func exportBucket(app *cli.App) *cobra.Command {
	var v volume
	e := resource.Export{Failing: i18n.G("Failed to create backup")}
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Write a backup of a bucket to a file"), Example: "lxc storage bucket export default photos photos.tar.gz",
		Args: []cli.Arg{cli.Object("pool", &v.pool), cli.Word("bucket", &v.word), cli.Opt(cli.Word("file", &e.Target))},
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, _ volumeName) error {
				return e.Run(ctx, app, s, lxd.BucketOwner(v.pool.Name, v.word), v.word)
			})
		},
	})
	e.Flags(cmd)
	return v.flag(cmd)
}

func importBucket(app *cli.App) *cobra.Command {
	var pool config.Ref
	var file, target string
	var args lxd.BackupImportArgs
	cmd := app.Command(cli.Spec{
		Name: "import", Short: i18n.G("Create a bucket from a backup"), Example: "lxc storage bucket import default photos.tar.gz",
		Args: []cli.Arg{cli.Object("pool", &pool), cli.Word("file", &file), cli.Opt(cli.Word("bucket", &args.Name))},
		Run: func(ctx context.Context) error {
			if args.Name == "" {
				args.Name = resource.PlainBackupName(file)
			}
			return importFrom(ctx, app, pool, file, target, func(s resource.Server, src io.Reader) (*lxd.Operation, error) {
				return s.ImportBucket(pool.Name, src, args)
			})
		},
	})
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

func bitmaps() *resource.Kind[api.StorageVolumeBitmap, struct{}] {
	yes := output.YesNo
	return &resource.Kind[api.StorageVolumeBitmap, struct{}]{
		Noun: "bitmap", Plural: i18n.G("bitmaps of changed blocks"), Parents: []string{"pool", "volume"}, Complete: names, Targeted: true,
		Verbs: bitmapVerbs(), Writable: func(*api.StorageVolumeBitmap) struct{} { return struct{}{} },
		Columns: output.Columns[api.StorageVolumeBitmap]{
			output.Col('n', i18n.G("NAME"), func(b api.StorageVolumeBitmap) string { return b.Name }),
			output.Col('c', i18n.G("COUNT"), func(b api.StorageVolumeBitmap) string { return strconv.FormatInt(b.Count, 10) }),
			output.Col('g', i18n.G("GRANULARITY"), func(b api.StorageVolumeBitmap) string { return strconv.FormatInt(b.Granularity, 10) }),
			output.Col('r', i18n.G("RECORDING"), func(b api.StorageVolumeBitmap) string { return yes(b.Recording) }),
			output.Col('b', i18n.G("BUSY"), func(b api.StorageVolumeBitmap) string { return yes(b.Busy) }),
			output.Col('p', i18n.G("PERSISTENT"), func(b api.StorageVolumeBitmap) string { return yes(b.Persistent) }),
			output.Col('i', i18n.G("INCONSISTENT"), func(b api.StorageVolumeBitmap) string { return yes(b.Inconsistent) }),
		},
		Default: "ncgrbpi", Name: func(b api.StorageVolumeBitmap) string { return b.Name },
		CreateFlags: []resource.Flag{
			{Name: "granularity", Help: i18n.G("Bytes that one bit stands for, a power of two")},
			{Name: "persistent", Default: "false", Bool: true, Help: i18n.G("Keep the bitmap over restarts")},
			{Name: "disabled", Default: "false", Bool: true, Help: i18n.G("Do not record at first")},
		},
		Example: "storage volume bitmap create default virtual-machine/v1 backup0",
	}
}

func bitmapVerbs() resource.Verbs[api.StorageVolumeBitmap, struct{}] {
	of := func(s resource.Server, k resource.Key) lxd.Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}] {
		v := parseVolume(k.Parents[1])
		return s.StoragePoolVolumeBitmaps(k.Parents[0], v.kind, v.name)
	}
	verbs := resource.From(of, nil).WithoutRename()
	verbs.Update = nil
	verbs.Create = func(s resource.Server, k resource.Key, n resource.New[struct{}]) error {
		post := api.StorageVolumeBitmapsPost{Name: k.Name, Persistent: n.Flags["persistent"] == "true", Disabled: n.Flags["disabled"] == "true"}
		if text := n.Flags["granularity"]; text != "" {
			size, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return cli.Usagef(i18n.G("%q is no number of bytes"), text)
			}
			post.Granularity = size
		}
		return of(s, k).Create(post)
	}
	return verbs
}

func nbd(app *cli.App) *cobra.Command {
	var v volume
	var address string
	writable := false
	cmd := app.Command(cli.Spec{
		Name: "nbd", Short: i18n.G("Offer a block volume here as a network block device"), Example: "lxc storage volume nbd default virtual-machine/v1",
		Args: v.args(),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				return resource.Serve(ctx, app, "tcp", address, func() (net.Conn, error) {
					return s.GetStoragePoolVolumeNBDConn(v.pool.Name, n.kind, n.name, writable)
				}, func(at string) { app.Aside(i18n.G("Serving on %s"), fmt.Sprintf("nbd://%s", at)) })
			})
		},
	})
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", i18n.G("Address to listen on; only addresses of this machine"))
	cmd.Flags().BoolVar(&writable, "writable", false, i18n.G("Allow writing"))
	return cmd
}
