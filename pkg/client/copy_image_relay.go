package lxd

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

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
	if resp.StatusCode >= 400 {
		_, err := decode(resp, nil)
		return nil, err
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
