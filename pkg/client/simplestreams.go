package lxd

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/openlxc/lxc/internal/arch"
	"github.com/openlxc/lxc/internal/simplestreams"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

const indexLifetime = time.Hour // how long a cached index is used without revalidation

// ProtocolSimpleStreams is a read-only image server that speaks simplestreams.
type ProtocolSimpleStreams struct {
	base   string
	link   *wire.Link
	args   ConnectionArgs
	ctx    context.Context //nolint:containedctx // as in scope
	family string          // family whose images are preferred: "lxd" (default) or "incus"
	cache  *streamCache
}

type streamCache struct {
	shared wire.Shared
	images atomic.Pointer[[]simplestreams.Image]
}

// ConnectSimpleStreams prepares a connection to a simplestreams server. Nothing is sent.
func ConnectSimpleStreams(url string, args *ConnectionArgs) (ImageServer, error) {
	return NewSimpleStreams(context.Background(), url, args, "lxd")
}

// NewSimpleStreams is ConnectSimpleStreams with a context and the family of the servers that use the images: "lxd" and "incus"
// servers download different metadata files, so fingerprints differ.
func NewSimpleStreams(ctx context.Context, address string, args *ConnectionArgs, family string) (*ProtocolSimpleStreams, error) {
	if args == nil {
		args = &ConnectionArgs{}
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("%q is no address of an image server", address)
	}
	if u.Scheme == "https" && u.Port() == "" {
		u.Host += ":443"
	}
	c, err := newConn(u.Scheme+"://"+u.Host, args)
	if err != nil {
		return nil, err
	}
	c.HTTP.CheckRedirect = stayPrivate
	return &ProtocolSimpleStreams{
		base: strings.TrimSuffix(address, "/"), link: c.Link, args: *args, ctx: ctx, family: family, cache: &streamCache{},
	}, nil
}

// GetConnectionInfo describes the connection.
func (r *ProtocolSimpleStreams) GetConnectionInfo() (*ConnectionInfo, error) {
	return &ConnectionInfo{
		Addresses: []string{r.base}, Certificate: r.args.TLSServerCert, Protocol: "simplestreams", URL: r.base,
	}, nil
}

// load reads the index and the products, once per connection.
func (r *ProtocolSimpleStreams) load() ([]simplestreams.Image, error) {
	if images := r.cache.images.Load(); images != nil {
		return *images, nil
	}
	err := r.cache.shared.Ask(contextOrBackground(r.ctx), "images", func(ctx context.Context) error {
		if r.cache.images.Load() != nil {
			return nil
		}
		view := *r
		view.ctx = ctx
		images, err := view.products()
		if err == nil {
			r.cache.images.Store(&images)
		}
		return err
	})
	return deref(r.cache.images.Load()), err
}

// products reads all images that the index lists.
func (r *ProtocolSimpleStreams) products() ([]simplestreams.Image, error) {
	data, err := r.document("streams/v1/index.json")
	if err != nil {
		return nil, err
	}
	paths, err := simplestreams.ProductPaths(data)
	if err != nil {
		return nil, err
	}
	all := []simplestreams.Image{}
	for _, p := range paths {
		data, err := r.document(p)
		if err != nil {
			return nil, err
		}
		images, err := simplestreams.Parse(data)
		if err != nil {
			return nil, err
		}
		all = append(all, images...)
	}
	simplestreams.Sort(all)
	return all, nil
}

// document returns an index or product file.
func (r *ProtocolSimpleStreams) document(name string) ([]byte, error) {
	cache := simplestreams.Cache{Dir: r.args.CachePath, Lifetime: cmp.Or(max(r.args.CacheExpiry, 0), indexLifetime)}
	return cache.Document(r.base, name, func() ([]byte, error) {
		resp, err := r.fetch(r.ctx, name, 0)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		return io.ReadAll(io.LimitReader(resp.Body, maxReply))
	})
}

// fetch downloads a file, or the part of it from offset on.
func (r *ProtocolSimpleStreams) fetch(ctx context.Context, name string, offset int64) (*http.Response, error) {
	target := r.base + "/" + strings.TrimPrefix(name, "/")
	ctx = contextOrBackground(ctx)
	header := wire.WithRange(http.Header{"User-Agent": {r.link.UserAgent}}, offset)
	resp, err := r.link.Do(ctx, wire.Exchange{Method: http.MethodGet, Path: target, Header: header, Length: -1, Limit: shortWait})
	if err != nil {
		return nil, failed(ctx, r.base, err)
	}
	if resp.StatusCode != http.StatusOK && (resp.StatusCode != http.StatusPartialContent || offset == 0) {
		resp.Body.Close()
		return nil, &api.StatusError{Code: resp.StatusCode, Message: fmt.Sprintf("%s: %s", target, resp.Status)}
	}
	return resp, nil
}

// suited returns the images for servers of the wanted family, or all images if there are none.
func (r *ProtocolSimpleStreams) suited() ([]simplestreams.Image, error) {
	all, err := r.load()
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(i simplestreams.Image) bool { return i.Family != r.family })
	if len(own) == 0 {
		return all, nil
	}
	return own, nil
}

// GetImages lists the images of the wanted family. GET /streams/v1/index.json and the files it names, once per connection.
// Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImages() ([]api.Image, error) {
	entries, err := r.suited()
	if err != nil {
		return nil, err
	}
	out := make([]api.Image, 0, len(entries))
	seen := map[string]bool{}
	for _, e := range entries {
		image := e.Image
		image.Aliases = nil
		for i, name := range e.Names {
			full := e.Aliases[i].Name
			if key := e.Type + "/" + full; !seen[key] {
				seen[key] = true
				if e.Architecture == arch.Own() {
					image.Aliases = append(image.Aliases, api.ImageAlias{Name: name})
				}
				image.Aliases = append(image.Aliases, api.ImageAlias{Name: full})
			}
		}
		out = append(out, image)
	}
	return out, nil
}

// GetImageFingerprints lists the fingerprints of the images. GET /streams/v1/index.json and the files it names, once per
// connection. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImageFingerprints() ([]string, error) {
	entries, err := r.GetImages()
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Fingerprint)
	}
	return names, err
}

// GetImage returns an image by its fingerprint or a unique prefix of it. GET /streams/v1/index.json and the files it names,
// once per connection. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImage(fingerprint string) (*api.Image, string, error) {
	entries, err := r.GetImages()
	if err != nil {
		return nil, "", err
	}
	var found *api.Image
	for i, e := range entries {
		if fingerprint == "" || !strings.HasPrefix(e.Fingerprint, strings.ToLower(fingerprint)) {
			continue
		}
		if found != nil && found.Fingerprint != e.Fingerprint {
			return nil, "", &api.StatusError{Code: http.StatusConflict, Message: "more than one image begins with " + fingerprint}
		}
		found = &entries[i]
	}
	if found == nil {
		return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: "no image with the fingerprint " + fingerprint}
	}
	return found, "", nil
}

// GetImageAliases lists the aliases. GET /streams/v1/index.json and the files it names, once per connection. Blocks until
// answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImageAliases() ([]api.ImageAliasesEntry, error) {
	entries, err := r.GetImages()
	var out []api.ImageAliasesEntry
	for _, e := range entries {
		for _, a := range e.Aliases {
			entry := api.ImageAliasesEntry{Name: a.Name, Type: e.Type}
			entry.Target = e.Fingerprint
			out = append(out, entry)
		}
	}
	return out, err
}

// GetImageAliasNames lists the names of the aliases. GET /streams/v1/index.json and the files it names, once per connection.
// Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImageAliasNames() ([]string, error) {
	entries, err := r.GetImageAliases()
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name)
	}
	slices.Sort(names)
	return slices.Compact(names), err
}

// GetImageAlias returns an alias. If it exists for both a container and a virtual machine, the container is returned. GET
// /streams/v1/index.json and the files it names, once per connection. Blocks until answered. Errors: *ConnectError,
// *api.StatusError.
func (r *ProtocolSimpleStreams) GetImageAlias(name string) (*api.ImageAliasesEntry, string, error) {
	entry, etag, err := r.GetImageAliasType(string(api.InstanceTypeContainer), name)
	if errors.Is(err, api.ErrNotFound) {
		return r.GetImageAliasType(string(api.InstanceTypeVM), name)
	}
	return entry, etag, err
}

// GetImageAliasType returns an alias for images of one type; an empty type means any. GET /streams/v1/index.json and the files
// it names, once per connection. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImageAliasType(kind string, name string) (*api.ImageAliasesEntry, string, error) {
	entries, err := r.GetImageAliases()
	if err != nil {
		return nil, "", err
	}
	for _, e := range entries {
		if e.Name == name && (kind == "" || kind == e.Type) {
			return &e, "", nil
		}
	}
	return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: fmt.Sprintf("no image with the alias %q", name)}
}

// GetImageSecret always fails: these images are public.
func (r *ProtocolSimpleStreams) GetImageSecret(string) (string, error) { return "", errNoSecrets }

// GetPrivateImage always fails: these images are public.
func (r *ProtocolSimpleStreams) GetPrivateImage(string, string) (*api.Image, string, error) {
	return nil, "", errNoSecrets
}

// GetPrivateImageFile always fails: these images are public.
func (r *ProtocolSimpleStreams) GetPrivateImageFile(string, string, ImageFileRequest) (*ImageFileResponse, error) {
	return nil, errNoSecrets
}

// GetImageFile downloads the files of an image. Each is checked against its own hash, and all together against the fingerprint.
// GET of the files that /streams/v1/index.json leads to. Blocks until the files are written; the Canceler can abort it. Errors:
// *ConnectError, *api.StatusError, ErrImageHash.
func (r *ProtocolSimpleStreams) GetImageFile(fingerprint string, req ImageFileRequest) (*ImageFileResponse, error) {
	entries, err := r.load()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(entries, func(e simplestreams.Image) bool { return e.Fingerprint == fingerprint })
	if i < 0 {
		return nil, &api.StatusError{Code: http.StatusNotFound, Message: "no image with the fingerprint " + fingerprint}
	}
	ctx, release := req.Canceler.Bind(contextOrBackground(r.ctx))
	defer release()
	d := &download{hash: sha256.New(), counter: newCounter(entries[i].Size, req.ProgressHandler)}
	out := &ImageFileResponse{}
	for n, f := range entries[i].Files {
		dst, name, size := io.Writer(req.MetaFile), &out.MetaName, &out.MetaSize
		if n == 1 {
			dst, name, size = req.RootfsFile, &out.RootfsName, &out.RootfsSize
		}
		if *size, err = r.file(ctx, d, f, dst); err != nil {
			return nil, err
		}
		*name = path.Base(f.Path)
	}
	if got := hex.EncodeToString(d.hash.Sum(nil)); got != fingerprint {
		return nil, fmt.Errorf("%w: expected %s, got %s", ErrImageHash, fingerprint, got)
	}
	return out, nil
}

// file downloads one file, but no more bytes than the index announces.
func (r *ProtocolSimpleStreams) file(ctx context.Context, d *download, f simplestreams.File, dst io.Writer) (int64, error) {
	resp, err := r.fetch(ctx, f.Path, 0)
	if err != nil {
		return 0, err
	}
	body := wire.Resume(ctx, resp, func(offset int64) (*http.Response, error) { return r.fetch(ctx, f.Path, offset) })
	defer body.Close()
	own := sha256.New()
	src := io.TeeReader(io.LimitReader(body, f.Size+1), own)
	n, err := d.write(dst, src)
	if err != nil {
		return n, err
	}
	if got := hex.EncodeToString(own.Sum(nil)); n != f.Size || got != strings.ToLower(f.SHA256) {
		return n, fmt.Errorf("%w: %s is not the file that was announced", ErrImageHash, f.Path)
	}
	return n, nil
}

// GetImageAliasArchitectures returns the targets of an alias by architecture; an empty imageType means any. GET
// /streams/v1/index.json and the files it names. Blocks until answered. Errors: *ConnectError, *api.StatusError
// (api.ErrNotFound).
func (r *ProtocolSimpleStreams) GetImageAliasArchitectures(imageType string, name string) (map[string]*api.ImageAliasesEntry, error) {
	images, err := r.suited()
	if err != nil {
		return nil, err
	}
	entries := map[string]*api.ImageAliasesEntry{}
	for _, image := range images {
		if imageType != "" && imageType != image.Type || entries[image.Architecture] != nil {
			continue
		}
		for i, short := range image.Names {
			if name == short || name == image.Aliases[i].Name {
				entry := &api.ImageAliasesEntry{Name: name, Type: image.Type}
				entry.Target = image.Fingerprint
				entries[image.Architecture] = entry
			}
		}
	}
	if len(entries) == 0 {
		return nil, &api.StatusError{Code: http.StatusNotFound, Message: `no image with the alias "` + name + `"`}
	}
	return entries, nil
}

// GetHTTPClient returns the HTTP client of the connection.
func (r *ProtocolSimpleStreams) GetHTTPClient() (*http.Client, error) { return r.link.HTTP, nil }

// DoHTTP sends an arbitrary request. GET /…. Blocks until the first byte, within the context of the request; the caller closes
// the body. Errors: *ConnectError.
func (r *ProtocolSimpleStreams) DoHTTP(req *http.Request) (*http.Response, error) {
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", r.link.UserAgent)
	}
	resp, err := r.link.HTTP.Do(req)
	if err != nil {
		return nil, &ConnectError{Address: r.base, Err: wire.Cause(err)}
	}
	return resp, nil
}

// Disconnect closes idle connections.
func (r *ProtocolSimpleStreams) Disconnect() { r.link.HTTP.CloseIdleConnections() }
