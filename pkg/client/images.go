package lxd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/cancel"
)

// GetImageFingerprints lists the fingerprints of the images. GET /1.0/images. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageFingerprints() ([]string, error) { return images.on(r).Names() }

// GetImages lists the images. GET /1.0/images?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImages() ([]api.Image, error) { return images.on(r).List() }

// GetImagesWithFilter lists the images that fit all filters, "key=value" each. GET /1.0/images?filter=…&recursion=1, extension
// api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetImagesWithFilter(filters []string) ([]api.Image, error) {
	q := request{path: images.at(), query: recursion("1")}
	q.filter(filters)
	return read[[]api.Image](r, q)
}

// GetImage returns an image by its fingerprint or a unique prefix of it. GET /1.0/images/FINGERPRINT. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetImage(fingerprint string) (*api.Image, string, error) {
	return images.on(r).Get(fingerprint)
}

// GetPrivateImage returns a private image, which the secret gives access to. GET /1.0/images/FINGERPRINT?secret=…. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetPrivateImage(fingerprint string, secret string) (*api.Image, string, error) {
	return get[*api.Image](r, request{path: images.at(fingerprint), query: url.Values{"secret": {secret}}})
}

// GetImageAliasNames lists the names of the aliases. GET /1.0/images/aliases. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageAliasNames() ([]string, error) { return aliases.on(r).Names() }

// GetImageAliases lists the aliases. GET /1.0/images/aliases?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAliases() ([]api.ImageAliasesEntry, error) { return aliases.on(r).List() }

// GetImageAlias returns an alias. GET /1.0/images/aliases/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAlias(name string) (*api.ImageAliasesEntry, string, error) {
	return aliases.on(r).Get(name)
}

// GetImageAliasType is GetImageAlias for images of one type; an alias for another type is not found. An alias has only one
// target on a server, so the type is merely checked. GET /1.0/images/aliases/NAME. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetImageAliasType(kind string, name string) (*api.ImageAliasesEntry, string, error) {
	entry, etag, err := r.GetImageAlias(name)
	if err == nil && kind != "" && entry.Type != "" && entry.Type != kind {
		return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: "the alias is not of a " + kind + " image"}
	}
	return entry, etag, err
}

// GetImageAliasArchitectures returns the targets of an alias by architecture. GET /1.0/images/aliases/NAME, then
// /1.0/images/FINGERPRINT. Blocks until both are answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageAliasArchitectures(imageType string, name string) (map[string]*api.ImageAliasesEntry, error) {
	alias, _, err := r.GetImageAliasType(imageType, name)
	if err != nil {
		return nil, err
	}
	image, _, err := r.GetImage(alias.Target)
	if err != nil {
		return nil, err
	}
	return map[string]*api.ImageAliasesEntry{image.Architecture: alias}, nil
}

// CreateImageAlias creates an alias. POST /1.0/images/aliases. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateImageAlias(alias api.ImageAliasesPost) error {
	return aliases.on(r).Create(alias)
}

// UpdateImageAlias changes the target and description of an alias. PUT /1.0/images/aliases/NAME. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateImageAlias(name string, alias api.ImageAliasesEntryPut, etag string) error {
	return aliases.on(r).Update(name, alias, etag)
}

// RenameImageAlias renames an alias. POST /1.0/images/aliases/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) RenameImageAlias(name string, alias api.ImageAliasesEntryPost) error {
	return aliases.on(r).post(name, alias)
}

// DeleteImageAlias deletes an alias. DELETE /1.0/images/aliases/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteImageAlias(name string) error { return aliases.on(r).Delete(name) }

// UpdateImage replaces the writable part of an image. PUT /1.0/images/FINGERPRINT. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateImage(fingerprint string, image api.ImagePut, etag string) error {
	return images.on(r).Update(fingerprint, image, etag)
}

// DeleteImage deletes an image. DELETE /1.0/images/FINGERPRINT. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteImage(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: images.at(fingerprint)})
}

// RefreshImage downloads an image again from its source if there is a newer one. metadata.refreshed of the operation reports
// whether there was. POST /1.0/images/FINGERPRINT/refresh, extension image_force_refresh. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RefreshImage(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "refresh"), needs: needs{"image_force_refresh"}})
}

// CreateImageSecret creates a secret that lets another server download an image once. POST /1.0/images/FINGERPRINT/secret.
// Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateImageSecret(fingerprint string) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "secret")})
}

// GetImageSecret is CreateImageSecret but returns the secret. POST /1.0/images/FINGERPRINT/secret. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetImageSecret(fingerprint string) (string, error) {
	op, err := r.CreateImageSecret(fingerprint)
	if err != nil {
		return "", err
	}
	return op.Secret("secret"), nil
}

// ExportImage makes the server push an image to another one. POST /1.0/images/FINGERPRINT/export, extension images_push_relay.
// Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ExportImage(fingerprint string, post api.ImageExportPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: images.at(fingerprint, "export"), body: post, needs: needs{"images_push_relay"}})
}

// ImageCreateArgs has the files of an image to upload: a unified one (MetaFile alone) or a split one.
type ImageCreateArgs struct {
	MetaFile   io.Reader
	MetaName   string
	RootfsFile io.Reader
	RootfsName string
	// MetaSize and RootfsSize are the lengths in bytes, or 0 if unknown. With them, progress reports have a percentage.
	MetaSize   int64
	RootfsSize int64
	// Type is "container" (default) or "virtual-machine"; it determines the name of the rootfs part of a split image.
	Type            string
	ProgressHandler func(progress ProgressData)
}

// ImageFileRequest says where the files of an image are written. A unified image writes nothing to RootfsFile.
type ImageFileRequest struct {
	MetaFile        io.WriteSeeker
	RootfsFile      io.WriteSeeker
	ProgressHandler func(progress ProgressData)
	Canceler        *cancel.Canceler
	// DeltaSourceRetriever is never called: files are always downloaded whole.
	DeltaSourceRetriever func(fingerprint string, file string) string
}

// ImageFileResponse has the names that the server gave the downloaded files, and their sizes in bytes. Names are plain file
// names, never paths; they may be empty.
type ImageFileResponse struct {
	MetaName   string
	MetaSize   int64
	RootfsName string
	RootfsSize int64
}

// ErrImageHash means that the content of an image does not match its fingerprint.
var ErrImageHash = errors.New("the image does not match its fingerprint")

// GetImageFile downloads an image and checks it against the fingerprint, which must be the full one. After an error the files
// must not be used. GET /1.0/images/FINGERPRINT/export. Blocks until the files are written; the Canceler can abort it. Errors:
// *api.StatusError, ErrImageHash.
func (r *ProtocolLXD) GetImageFile(fingerprint string, req ImageFileRequest) (*ImageFileResponse, error) {
	return r.GetPrivateImageFile(fingerprint, "", req)
}

// GetPrivateImageFile is GetImageFile with a secret. GET /1.0/images/FINGERPRINT/export?secret=…. Blocks until the files are
// written; the Canceler can abort it. Errors: *api.StatusError, ErrImageHash.
func (r *ProtocolLXD) GetPrivateImageFile(fingerprint string, secret string, req ImageFileRequest) (*ImageFileResponse, error) {
	if len(fingerprint) != 64 {
		return nil, fmt.Errorf("%q is no full fingerprint", fingerprint)
	}
	ctx, release := req.Canceler.Bind(r.context())
	defer release()
	v := r.view(func(s *scope) { s.ctx = ctx })
	q := request{
		method: http.MethodGet, path: images.at(fingerprint, "export"), query: url.Values{"secret": {secret}}, wait: longWait,
	}
	resp, err := v.send(q)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	kind, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode >= 300 || kind == "application/json" {
		_, err := decode(resp, nil)
		return nil, errors.Join(err, errorIf(err == nil, "the server sent no image"))
	}
	d := &download{hash: sha256.New(), counter: newCounter(max(resp.ContentLength, 0), req.ProgressHandler)}
	out := &ImageFileResponse{}
	if kind == "multipart/form-data" {
		err = d.split(multipart.NewReader(resp.Body, params["boundary"]), req, out)
	} else {
		out.MetaName = dispositionName(resp.Header.Get("Content-Disposition"))
		body := wire.Resume(ctx, resp, func(offset int64) (*http.Response, error) {
			q.header = wire.WithRange(nil, offset)
			return v.send(q)
		})
		defer body.Close()
		out.MetaSize, err = d.write(req.MetaFile, body)
		if err == nil && resp.ContentLength >= 0 && out.MetaSize != resp.ContentLength {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		return nil, err
	}
	if got := hex.EncodeToString(d.hash.Sum(nil)); got != strings.ToLower(fingerprint) {
		return nil, fmt.Errorf("%w: expected %s, got %s", ErrImageHash, fingerprint, got)
	}
	return out, nil
}

// download writes the parts of an image and hashes them together.
type download struct {
	hash    hash.Hash
	counter *counter
}

func (d *download) write(dst io.Writer, src io.Reader) (int64, error) {
	if dst == nil {
		return 0, errors.New("no file was given for a part of the image")
	}
	return wire.CopyHashed(dst, d.counter.reader(src), d.hash)
}

func (d *download) split(parts *multipart.Reader, req ImageFileRequest, out *ImageFileResponse) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return errorIf(out.RootfsSize == 0, "the server sent a split image without a root file system")
		}
		if err != nil {
			return err
		}
		name := dispositionName(part.Header.Get("Content-Disposition"))
		switch part.FormName() {
		case "metadata":
			out.MetaName = name
			out.MetaSize, err = d.write(req.MetaFile, part)
		case "rootfs", "rootfs.img":
			out.RootfsName = name
			out.RootfsSize, err = d.write(req.RootfsFile, part)
		default:
			err = fmt.Errorf("the server sent an unknown part %q of the image", part.FormName())
		}
		if err != nil {
			return err
		}
	}
}

// dispositionName returns the file name in a Content-Disposition header if it is a plain name, otherwise "".
func dispositionName(header string) string {
	_, params, err := mime.ParseMediaType(header)
	if err != nil {
		return ""
	}
	name := params["filename"]
	if name != path.Base(name) || name == "." || name == ".." || len(name) > 200 || strings.ContainsAny(name, "\\/\x00:") {
		return ""
	}
	return name
}

func errorIf(condition bool, text string) error {
	if condition {
		return errors.New(text)
	}
	return nil
}

// CreateImage creates an image from the files in args, or from the source in the request if args is nil. The fingerprint is
// metadata.fingerprint of the finished operation. POST /1.0/images, extension for a compression algorithm
// image_compression_algorithm. Returns once everything is sent. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateImage(image api.ImagesPost, args *ImageCreateArgs) (*Operation, error) {
	q := request{method: http.MethodPost, path: images.at(), body: image}
	q.needs = q.needs.when(image.CompressionAlgorithm != "", "image_compression_algorithm")
	if args == nil {
		return r.async(q)
	}
	pairs := map[string]string{"public": "0"}
	if image.Public {
		pairs["public"] = "1" // older servers parse a number
	}
	if args.MetaName != "" || image.Filename != "" {
		pairs["filename"] = firstOf(image.Filename, args.MetaName)
	}
	pairs["properties"] = encodeProperties(image.Properties)
	if len(image.Profiles) > 0 {
		pairs["profiles"] = url.Values{"profile": image.Profiles}.Encode()
	}
	if image.Source != nil {
		pairs["fingerprint"], pairs["secret"] = image.Source.Fingerprint, image.Source.Secret
	}
	for k, v := range pairs {
		if v == "" {
			delete(pairs, k)
		}
	}
	q.header = familyHeaders(pairs)
	q.body = uploadBody(args, q.header)
	return r.async(q)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// uploadBody streams the files of an image, without buffering them in memory or in a temporary file.
func uploadBody(args *ImageCreateArgs, header http.Header) io.Reader {
	total := args.MetaSize
	body := args.MetaFile
	if args.RootfsFile != nil {
		var frame bytes.Buffer
		form := multipart.NewWriter(&frame)
		_, _ = form.CreateFormFile("metadata", args.MetaName)
		head := bytes.Clone(frame.Bytes())
		frame.Reset()
		rootfs := "rootfs"
		if args.Type == string(api.InstanceTypeVM) {
			rootfs = "rootfs.img"
		}
		_, _ = form.CreateFormFile(rootfs, args.RootfsName)
		middle := bytes.Clone(frame.Bytes())
		frame.Reset()
		_ = form.Close()
		tail := frame.Bytes()
		header.Set("Content-Type", form.FormDataContentType())
		body = io.MultiReader(bytes.NewReader(head), args.MetaFile, bytes.NewReader(middle), args.RootfsFile, bytes.NewReader(tail))
		if args.MetaSize > 0 && args.RootfsSize > 0 {
			total += args.RootfsSize + int64(len(head)+len(middle)+len(tail))
		} else {
			total = 0
		}
	}
	body = newCounter(total, args.ProgressHandler).reader(body)
	if total > 0 {
		return &sized{Reader: body, size: total}
	}
	return body
}

// GetImagesAllProjects lists the images of all projects. GET /1.0/images?all-projects=true&recursion=1, extension
// images_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetImagesAllProjects() ([]api.Image, error) {
	return r.GetImagesAllProjectsWithFilter(nil)
}

// GetImagesAllProjectsWithFilter is GetImagesAllProjects for those that match all filters. GET /1.0/images, extensions
// images_all_projects and api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetImagesAllProjectsWithFilter(filters []string) ([]api.Image, error) {
	q := request{path: images.at(), query: recursion("1"), needs: needs{"images_all_projects"}}
	q.filter(filters)
	return read[[]api.Image](r.inAllProjects(), q)
}
