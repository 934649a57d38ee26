package lxd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// ImageCopyArgs are the options of CopyImage.
type ImageCopyArgs struct {
	Aliases     []api.ImageAlias
	AutoUpdate  bool
	CopyAliases bool
	Public      bool
	Type        string   // type of the image, if its alias has one of each type
	Mode        string   // "pull" (default), "push" or "relay"
	Profiles    []string // extension image_copy_profile
	Alias       string   // alias that the user requested; sent to public servers so that updates follow it
	MoveAliases bool     // move aliases from other images
}

// errNoAddress means that the source has no address that another server could use.
var errNoAddress = errors.New("the source server does not listen on the network: use mode relay")

// sameServer reports whether two views belong to the same server.
func (r *ProtocolLXD) sameServer(other *ProtocolLXD) bool {
	return r.conn == other.conn || (r.conn.Base == other.conn.Base && r.conn.Socket == other.conn.Socket)
}

// CopyImage copies an image from any image server to this one: the target downloads it (pull), the source uploads it (push), or
// it is streamed through the client (relay). POST /1.0/images, extension for push and relay images_push_relay. Returns at once;
// RemoteOperation.Wait blocks until the image exists. Errors: *MissingExtensionError, *OperationError.
func (r *ProtocolLXD) CopyImage(source ImageServer, image api.Image, args *ImageCopyArgs) (*RemoteOperation, error) {
	if args == nil {
		args = &ImageCopyArgs{}
	}
	if from, ok := source.(*ProtocolLXD); ok && r.sameServer(from) && from.project == r.project {
		return nil, errors.New("the image is on this server already")
	}
	switch args.Mode {
	case "", "pull":
		return r.pullImage(source, image, args)
	case "push":
		if from, ok := source.(*ProtocolLXD); ok && from.IsIncus() == r.IsIncus() {
			return r.pushImage(from, image, args)
		}
		fallthrough // the other family passes the secret differently: relay the image through the client
	case "relay", modeBackup: // an image is always copied as a file
		return startRemote(r.context(), func(ctx context.Context, remote *RemoteOperation) error {
			return r.within(ctx).relayImage(source, image, args, remote)
		}), nil
	}
	return nil, fmt.Errorf("unknown transfer mode %q: use pull, push or relay", args.Mode)
}

func (a *ImageCopyArgs) aliases(image api.Image) []api.ImageAlias {
	all := append([]api.ImageAlias{}, a.Aliases...)
	if a.CopyAliases {
		all = append(all, image.Aliases...)
	}
	return all
}

func (r *ProtocolLXD) pullImage(source ImageServer, image api.Image, args *ImageCopyArgs) (*RemoteOperation, error) {
	origins, err := r.imageOrigins(source, image, args.Alias)
	if err != nil {
		return nil, err
	}
	post := api.ImagesPost{Source: &api.ImagesPostSource{Type: "image", Mode: "pull"}}
	post.AutoUpdate, post.Public, post.Profiles = args.AutoUpdate, args.Public, args.Profiles
	if from, ok := source.(*ProtocolLXD); ok {
		post.Source.Project = firstOf(from.project, "default")
		if !r.IsIncus() {
			post.Properties, post.Filename = image.Properties, image.Filename
		}
	}
	names := args.aliases(image)
	if r.IsIncus() && !args.MoveAliases {
		post.Aliases, names = names, nil
	}
	return startRemote(r.context(), func(ctx context.Context, remote *RemoteOperation) error {
		v := r.within(ctx)
		err := tryEach(origins, func(o origin) error {
			post.Source.Server, post.Source.Protocol, post.Source.Certificate = o.server, o.protocol, o.certificate
			post.Source.Secret, post.Source.Alias, post.Source.Fingerprint = o.secret, o.alias, o.fingerprint
			if o.alias != "" {
				post.Source.ImageType = firstOf(args.Type, image.Type)
			}
			op, err := v.CreateImage(post, nil)
			if err != nil {
				return err
			}
			remote.track(op)
			return op.Wait()
		})
		if err != nil {
			return err
		}
		return v.nameImage(remote, image.Fingerprint, names, args.MoveAliases)
	}), nil
}

func (r *ProtocolLXD) pushImage(from *ProtocolLXD, image api.Image, args *ImageCopyArgs) (*RemoteOperation, error) {
	info, err := r.GetConnectionInfo()
	if err != nil {
		return nil, err
	}
	if len(info.Addresses) == 0 {
		return nil, errors.New("the target server does not listen on the network: use mode relay")
	}
	names := args.aliases(image)
	var within, along []api.ImageAlias // aliases sent to the target or to the source, depending on the family
	switch {
	case !r.IsIncus():
		along = image.Aliases
	case !args.MoveAliases:
		within, names = names, nil
	}
	return startRemote(r.context(), func(ctx context.Context, remote *RemoteOperation) error {
		v := r.within(ctx)
		err := tryEach(info.Addresses, func(address string) error {
			post := api.ImagesPost{Source: &api.ImagesPostSource{Mode: "push", Fingerprint: image.Fingerprint}, Aliases: within}
			post.AutoUpdate, post.Public, post.Profiles = args.AutoUpdate, args.Public, args.Profiles
			post.Properties = image.Properties // LXD 6 requires them, and Incus 7 would drop them otherwise
			token, err := v.CreateImage(post, nil)
			if err != nil {
				return err
			}
			op, err := from.within(ctx).ExportImage(image.Fingerprint, api.ImageExportPost{
				Target: address, Secret: token.Secret("secret"), Certificate: info.Certificate, Project: firstOf(r.project, "default"), Aliases: along,
			})
			if err != nil {
				return err
			}
			remote.track(op)
			return op.Wait()
		})
		if err != nil {
			return err
		}
		return v.nameImage(remote, image.Fingerprint, names, args.MoveAliases)
	}), nil
}

// nameImage adds aliases to the copied image. Aliases of other images are moved only if move is set.
func (r *ProtocolLXD) nameImage(remote *RemoteOperation, fingerprint string, names []api.ImageAlias, move bool) error {
	if len(names) == 0 {
		return nil
	}
	if state, err := remote.GetTarget(); err == nil && state.Secret("fingerprint") != "" {
		fingerprint = state.Secret("fingerprint")
	}
	entries, err := r.GetImageAliases()
	if err != nil {
		return err
	}
	taken := map[string]string{}
	for _, e := range entries {
		taken[e.Name] = e.Target
	}
	var failures []error
	for _, a := range names {
		put := api.ImageAliasesEntryPut{Description: a.Description, Target: fingerprint}
		switch owner, found := taken[a.Name]; {
		case owner == fingerprint:
			continue
		case found && move:
			err = r.UpdateImageAlias(a.Name, put, "")
		default:
			err = r.CreateImageAlias(api.ImageAliasesPost{ImageAliasesEntry: api.ImageAliasesEntry{ImageAliasesEntryPut: put, Name: a.Name}})
		}
		failures = append(failures, err)
	}
	return joinDistinct(failures)
}

// relayImage copies an image through the client, without a temporary file if the source is an API server.
func (r *ProtocolLXD) relayImage(source ImageServer, image api.Image, args *ImageCopyArgs, remote *RemoteOperation) error {
	var op *Operation
	var err error
	if from, ok := source.(*ProtocolLXD); ok {
		op, err = r.relayStream(from, image, args)
	} else {
		op, err = r.relayFiles(source, image, args)
	}
	if err != nil {
		return err
	}
	remote.track(op)
	err = op.Wait()
	if err != nil && !strings.Contains(err.Error(), "Image with same fingerprint already exists") {
		return err
	}
	if got := op.Secret("fingerprint"); got != "" && got != image.Fingerprint {
		return errors.Join(fmt.Errorf("%w: expected %s, the target has %s", ErrImageHash, image.Fingerprint, got), r.dropImage(got))
	}
	// The request to Incus includes the aliases; add those that an older Incus has ignored.
	return r.nameImage(remote, image.Fingerprint, args.aliases(image), args.MoveAliases)
}

func (r *ProtocolLXD) dropImage(fingerprint string) error {
	op, err := r.DeleteImage(fingerprint)
	if err != nil {
		return err
	}
	return op.Wait()
}

func (r *ProtocolLXD) relayStream(from *ProtocolLXD, image api.Image, args *ImageCopyArgs) (*Operation, error) {
	src := from.within(r.context())
	resp, err := src.send(request{method: http.MethodGet, path: images.at(image.Fingerprint, "export"), wait: longWait})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		_, err := decode(resp, nil)
		return nil, errors.Join(err, errorIf(err == nil, "the server sent no image"))
	}
	pairs := map[string]string{"public": "0", "properties": encodeProperties(image.Properties)}
	if args.Public {
		pairs["public"] = "1"
	}
	if name := dispositionName(resp.Header.Get("Content-Disposition")); name != "" {
		pairs["filename"] = name
	}
	if len(args.Profiles) > 0 {
		pairs["profiles"] = url.Values{"profile": args.Profiles}.Encode()
	}
	if names := args.aliases(image); r.IsIncus() && !args.MoveAliases && len(names) > 0 {
		values := url.Values{}
		for _, a := range names {
			values.Add("alias", a.Name)
		}
		pairs["aliases"] = values.Encode()
	}
	header := familyHeaders(pairs)
	header.Set("Content-Type", resp.Header.Get("Content-Type"))
	body := &watched{Reader: resp.Body, address: from.conn.Address(), stream: "image"}
	q := request{method: http.MethodPost, path: images.at(), header: header, body: body}
	if resp.ContentLength > 0 {
		q.body = &sized{Reader: body, size: resp.ContentLength}
	}
	op, err := r.async(q)
	return op, body.explain(r, err)
}

func encodeProperties(properties map[string]string) string {
	values := url.Values{}
	for k, v := range properties {
		values.Set(k, v)
	}
	return values.Encode()
}

func (r *ProtocolLXD) relayFiles(source ImageServer, image api.Image, args *ImageCopyArgs) (*Operation, error) {
	dir, err := os.MkdirTemp("", "image-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	meta, err := root.Create("meta")
	if err != nil {
		return nil, err
	}
	defer meta.Close()
	rootfs, err := root.Create("rootfs")
	if err != nil {
		return nil, err
	}
	defer rootfs.Close()
	files, err := source.GetImageFile(image.Fingerprint, ImageFileRequest{MetaFile: meta, RootfsFile: rootfs})
	if err != nil {
		return nil, err
	}
	create := &ImageCreateArgs{MetaFile: meta, MetaName: files.MetaName, MetaSize: files.MetaSize, Type: image.Type}
	if _, err := meta.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if files.RootfsSize > 0 {
		create.RootfsFile, create.RootfsName, create.RootfsSize = rootfs, files.RootfsName, files.RootfsSize
		if _, err := rootfs.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
	}
	post := api.ImagesPost{}
	post.Public, post.Profiles, post.Properties = args.Public, args.Profiles, image.Properties
	if r.IsIncus() && !args.MoveAliases {
		post.Aliases = args.aliases(image)
	}
	return r.CreateImage(post, create)
}
