package compat

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// ListImages lists the images.
func (c *Client) ListImages() ([]ImageInfo, error) { return c.images.GetImages() }

// GetImageInfo returns an image by its fingerprint.
func (c *Client) GetImageInfo(image string) (*ImageInfo, error) {
	info, _, err := c.images.GetImage(image)
	return info, err
}

// PutImageInfo replaces the writable part of an image.
func (c *Client) PutImageInfo(name string, p BriefImageInfo) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.UpdateImage(name, p, "")
}

// DeleteImage deletes an image.
func (c *Client) DeleteImage(image string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return wait(srv.DeleteImage(c.resolve(image)))
}

// resolve returns the fingerprint for an alias, or its argument if there is no such alias.
func (c *Client) resolve(image string) string {
	if target := c.GetAlias(image); target != "" {
		return target
	}
	return image
}

// CopyImage copies an image, named by alias or fingerprint, to the server dest.
func (c *Client) CopyImage(image string, dest *Client, copy_aliases bool, aliases []string, public bool, autoUpdate bool, progressHandler func(progress string)) error { //nolint:revive // published under this name
	to, err := dest.server()
	if err != nil {
		return err
	}
	info, err := c.GetImageInfo(c.resolve(image))
	if err != nil {
		return err
	}
	args := lxd.ImageCopyArgs{CopyAliases: copy_aliases, Public: public, AutoUpdate: autoUpdate}
	for _, a := range aliases {
		args.Aliases = append(args.Aliases, api.ImageAlias{Name: a})
	}
	op, err := to.CopyImage(c.images, *info, &args)
	if err != nil {
		return err
	}
	if progressHandler != nil {
		if _, err := op.AddHandler(func(state api.Operation) { progressHandler(progressOf(state)) }); err != nil {
			return err
		}
	}
	return op.Wait()
}

func progressOf(state api.Operation) string {
	for key, value := range state.Metadata {
		if text, ok := value.(string); ok && strings.HasSuffix(key, "_progress") {
			return text
		}
	}
	return state.Status
}

// ExportImage downloads an image: if target is a directory, under the server's file name; if it is a file, to that file; if it
// is "-", to standard output. It returns the path. A split image is written as two files next to each other.
func (c *Client) ExportImage(image string, target string) (string, error) {
	fingerprint := c.resolve(image)
	dir, file := target, fingerprint
	if info, err := os.Stat(target); target != "-" && target != "" && (err != nil || !info.IsDir()) {
		dir, file = filepath.Dir(target), filepath.Base(target)
	}
	if target == "-" {
		dir = os.TempDir()
	}
	meta, err := os.CreateTemp(dir, ".image-*.part")
	if err != nil {
		return "", err
	}
	defer os.Remove(meta.Name())
	defer meta.Close()
	root, err := os.CreateTemp(dir, ".image-*.part")
	if err != nil {
		return "", err
	}
	defer os.Remove(root.Name())
	defer root.Close()
	resp, err := c.images.GetImageFile(fingerprint, lxd.ImageFileRequest{MetaFile: meta, RootfsFile: root})
	if err != nil {
		return "", err
	}
	if target == "-" {
		if resp.RootfsSize > 0 {
			return "", errors.New("a split image cannot go to standard output")
		}
		if _, err := meta.Seek(0, io.SeekStart); err != nil {
			return "", err
		}
		_, err = io.Copy(os.Stdout, meta)
		return "-", err
	}
	if dir == target {
		file = "" // the server names it; it stays inside the directory
	}
	return keep(dir, file, meta.Name(), root.Name(), resp)
}

func keep(dir, file, meta, root string, resp *lxd.ImageFileResponse) (string, error) {
	name := func(sent, fallback string) string {
		if base := filepath.Base(sent); filepath.IsLocal(base) && base != "." {
			return base
		}
		return fallback
	}
	to := filepath.Join(dir, file)
	if file == "" {
		to = filepath.Join(dir, name(resp.MetaName, "image.tar"))
	}
	if err := os.Rename(meta, to); err != nil {
		return "", err
	}
	if resp.RootfsSize > 0 {
		other := to + ".root"
		if file == "" {
			other = filepath.Join(dir, name(resp.RootfsName, "image.root"))
		}
		return to, os.Rename(root, other)
	}
	return to, nil
}

// PostImage uploads an image: one file, or metadata and root file system. properties are "key=value". It returns the
// fingerprint.
func (c *Client) PostImage(imageFile string, rootfsFile string, properties []string, public bool, aliases []string, progressHandler func(int64, int64)) (string, error) {
	meta, err := os.Open(imageFile)
	if err != nil {
		return "", err
	}
	defer meta.Close()
	args := lxd.ImageCreateArgs{MetaFile: meta, MetaName: filepath.Base(imageFile)}
	if rootfsFile != "" {
		root, err := os.Open(rootfsFile)
		if err != nil {
			return "", err
		}
		defer root.Close()
		args.RootfsFile, args.RootfsName = root, filepath.Base(rootfsFile)
	}
	if progressHandler != nil {
		args.ProgressHandler = func(p lxd.ProgressData) { progressHandler(p.TransferredBytes, p.TotalBytes) }
	}
	post := api.ImagesPost{Filename: args.MetaName}
	return c.create(post, &args, properties, public, aliases, nil)
}

// PostImageURL makes the server download an image. It returns the fingerprint.
func (c *Client) PostImageURL(imageFile string, properties []string, public bool, aliases []string, progressHandler func(progress string)) (string, error) {
	post := api.ImagesPost{Source: &api.ImagesPostSource{Type: "url", Mode: "pull", URL: imageFile}}
	return c.create(post, nil, properties, public, aliases, progressHandler)
}

// ImageFromContainer publishes a container, or a snapshot named CONTAINER/SNAPSHOT. It returns the fingerprint.
func (c *Client) ImageFromContainer(cname string, public bool, aliases []string, properties map[string]string, compression_algorithm string) (string, error) { //nolint:revive // published under this name
	post := api.ImagesPost{Source: &api.ImagesPostSource{Type: "container", Name: cname}, CompressionAlgorithm: compression_algorithm}
	if strings.Contains(cname, "/") {
		post.Source.Type = "snapshot"
	}
	var pairs []string
	for key, value := range properties {
		pairs = append(pairs, key+"="+value)
	}
	return c.create(post, nil, pairs, public, aliases, nil)
}

func (c *Client) create(post api.ImagesPost, args *lxd.ImageCreateArgs, properties []string, public bool, aliases []string, progress func(string)) (string, error) {
	srv, err := c.server()
	if err != nil {
		return "", err
	}
	post.Public = public
	for _, p := range properties {
		key, value, found := strings.Cut(p, "=")
		if !found {
			return "", fmt.Errorf("invalid value %q: use key=value", p)
		}
		if post.Properties == nil {
			post.Properties = map[string]string{}
		}
		post.Properties[key] = value
	}
	op, err := srv.CreateImage(post, args)
	if err != nil {
		return "", err
	}
	if progress != nil {
		if _, err := op.AddHandler(func(state api.Operation) { progress(progressOf(state)) }); err != nil {
			return "", err
		}
	}
	if err := op.Wait(); err != nil {
		return "", err
	}
	state := op.Get()
	fingerprint, _ := state.Metadata["fingerprint"].(string)
	for _, a := range aliases {
		if err := c.PostAlias(a, a, fingerprint); err != nil {
			return fingerprint, err
		}
	}
	return fingerprint, nil
}

// ListAliases lists the aliases of images.
func (c *Client) ListAliases() (ImageAliases, error) { return c.images.GetImageAliases() }

// GetAlias returns the fingerprint for an alias, or "" if there is none.
func (c *Client) GetAlias(alias string) string {
	entry, _, err := c.images.GetImageAlias(alias)
	if err != nil {
		return ""
	}
	return entry.Target
}

// IsAlias reports whether an alias exists.
func (c *Client) IsAlias(alias string) (bool, error) {
	_, _, err := c.images.GetImageAlias(alias)
	if errors.Is(err, api.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// PostAlias creates an alias.
func (c *Client) PostAlias(alias string, desc string, target string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	post := api.ImageAliasesPost{}
	post.Name, post.Description, post.Target = alias, desc, target
	return srv.CreateImageAlias(post)
}

// DeleteAlias deletes an alias.
func (c *Client) DeleteAlias(alias string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.DeleteImageAlias(alias)
}
