package minilxd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"

	"strings"
	"time"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/pkg/api"
)

// image is a stored image: one file, or two when it is split.
type image struct {
	api.Image
	meta, rootfs         string // paths; rootfs is "" for a unified image
	metaName, rootfsName string
	secrets              map[string]bool
}

func (s *Server) imageRoutes() {
	register(s, crud[api.ImageAliasesEntry]{
		path: "/1.0/images/aliases", mount: aliasMount,
		entries:  func(p *project) map[string]*api.ImageAliasesEntry { return p.aliasEntries },
		name:     func(a *api.ImageAliasesEntry) string { return a.Name },
		writable: func(a *api.ImageAliasesEntry) any { return a.ImageAliasesEntryPut },
		create: func(r *http.Request) (*api.ImageAliasesEntry, error) {
			post := api.ImageAliasesPost{}
			if err := readJSON(r, &post); err != nil {
				return nil, err
			}
			p, err := s.project(projectName(r))
			if err != nil {
				return nil, err
			}
			img, err := p.image(post.Target)
			if err != nil {
				return nil, err
			}
			post.Type, post.Target = img.Type, img.Fingerprint
			return &post.ImageAliasesEntry, nil
		},
		update: func(r *http.Request, a *api.ImageAliasesEntry) error {
			put, err := merge(r, a.ImageAliasesEntryPut)
			a.ImageAliasesEntryPut = put
			return err
		},
		rename: func(a *api.ImageAliasesEntry, name string) { a.Name = name },
		visible: func(r *http.Request, a *api.ImageAliasesEntry) bool {
			p, err := s.project(projectName(r))
			return err == nil && p.images[a.Target] != nil && p.images[a.Target].Public
		},
	})
	p := "/1.0/images"
	s.route("GET "+p, s.listImages, open)
	s.route("POST "+p, s.postImage, open)
	s.route("POST "+p+"/{fp}/export", s.withImage(s.pushImage))
	s.route("GET "+p+"/{fp}", s.withImage(func(_ http.ResponseWriter, _ *http.Request, p *project, img *image) (any, error) {
		return tagged{p.shown(img), img.ImagePut}, nil
	}), open)
	s.route("PUT "+p+"/{fp}", s.withImage(s.putImage))
	s.route("PATCH "+p+"/{fp}", s.withImage(s.putImage))
	s.route("DELETE "+p+"/{fp}", s.withImage(s.deleteImage))
	s.route("POST "+p+"/{fp}/secret", s.withImage(func(_ http.ResponseWriter, _ *http.Request, _ *project, img *image) (any, error) {
		secret := randomHex(32)
		img.secrets[secret] = true
		op := s.newOperationLocked("token", "Image download token", nil)
		op.Metadata = map[string]any{"secret": secret}
		return op, nil
	}))
	s.route("POST "+p+"/{fp}/refresh", s.withImage(func(_ http.ResponseWriter, _ *http.Request, _ *project, _ *image) (any, error) {
		op := s.newOperationLocked("task", "Refreshing image", nil)
		op.begin(func(_ context.Context, op *operation) error { op.set("refreshed", false); return nil })
		return op, nil
	}))
	s.route("GET "+p+"/{fp}/export", s.exportImage, open)
}

// image finds an image by fingerprint or unique prefix.
func (p *project) image(prefix string) (*image, error) {
	var found *image
	for fp, img := range p.images {
		if prefix != "" && strings.HasPrefix(fp, prefix) {
			if found != nil {
				return nil, badRequest("More than one image matches")
			}
			found = img
		}
	}
	if found == nil {
		return nil, notFound("Image not found")
	}
	return found, nil
}

// shown returns an image with its aliases.
func (p *project) shown(img *image) api.Image {
	out := img.Image
	out.Aliases = []api.ImageAlias{}
	for _, a := range sortedValues(p.aliasEntries) {
		if a.Target == img.Fingerprint {
			out.Aliases = append(out.Aliases, api.ImageAlias{Name: a.Name, Description: a.Description})
		}
	}
	return out
}

// withImage finds the image, checks that an untrusted caller may see it, and calls h with the lock held.
func (s *Server) withImage(h func(http.ResponseWriter, *http.Request, *project, *image) (any, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		trusted := s.trusted(r)
		s.mu.Lock()
		defer s.mu.Unlock()
		p, err := s.project(projectName(r))
		if err != nil {
			return nil, err
		}
		img, err := p.image(r.PathValue("fp"))
		if err != nil {
			return nil, err
		}
		if !trusted && !img.Public && !img.secrets[r.URL.Query().Get("secret")] {
			return nil, notFound("Image not found")
		}
		return h(w, r, p, img)
	}
}

func (s *Server) listImages(_ http.ResponseWriter, r *http.Request) (any, error) {
	trusted := s.trusted(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(projectName(r))
	if err != nil {
		return nil, err
	}
	list := []api.Image{}
	for _, img := range sortedValues(p.images) {
		if trusted || img.Public {
			list = append(list, p.shown(img))
		}
	}
	return listing(r, "/1.0/images", list, func(i api.Image) string { return i.Fingerprint }), nil
}

func (s *Server) putImage(_ http.ResponseWriter, r *http.Request, _ *project, img *image) (any, error) {
	if err := s.matches(r, img.ImagePut); err != nil {
		return nil, err
	}
	put, err := merge(r, img.ImagePut)
	if err == nil {
		img.ImagePut = put
	}
	return nil, err
}

func (s *Server) deleteImage(_ http.ResponseWriter, _ *http.Request, p *project, img *image) (any, error) {
	op := s.newOperationLocked("task", "Deleting image", nil)
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(p.images, img.Fingerprint)
		for name, a := range p.aliasEntries {
			if a.Target == img.Fingerprint {
				delete(p.aliasEntries, name)
			}
		}
		return os.RemoveAll(filepath.Dir(img.meta))
	})
	return op, nil
}

func (s *Server) exportImage(w http.ResponseWriter, r *http.Request) (any, error) {
	var img *image
	_, err := s.withImage(func(_ http.ResponseWriter, _ *http.Request, _ *project, found *image) (any, error) {
		img = found
		return nil, nil
	})(w, r)
	if err != nil {
		return nil, err
	}
	if img.rootfs == "" {
		w.Header().Set("Content-Disposition", "inline;filename="+img.metaName)
		http.ServeFile(w, r, img.meta)
		return raw{}, nil
	}
	form := multipart.NewWriter(w)
	w.Header().Set("Content-Type", form.FormDataContentType())
	for _, part := range []struct{ field, name, file string }{
		{"metadata", img.metaName, img.meta}, {"rootfs", img.rootfsName, img.rootfs},
	} {
		dst, err := form.CreateFormFile(part.field, part.name)
		if err != nil {
			return raw{}, nil // client disconnected
		}
		f, err := os.Open(part.file)
		if err != nil {
			return raw{}, nil // too late for a response
		}
		_, _ = io.Copy(dst, f)
		f.Close()
	}
	_ = form.Close()
	return raw{}, nil
}

func (s *Server) postImage(_ http.ResponseWriter, r *http.Request) (any, error) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !s.trusted(r) && !s.takePush(r.Header.Get(s.prefix()+"secret")) {
		return nil, &api.StatusError{Code: http.StatusForbidden, Message: "not authorized"}
	}
	if kind == "application/json" {
		return s.makeImage(r)
	}
	dir, err := os.MkdirTemp(filepath.Join(s.dir, "images"), "new-")
	if err != nil {
		return nil, err
	}
	img := &image{secrets: map[string]bool{}, meta: filepath.Join(dir, "meta"), metaName: "image.tar.gz"}
	head := func(name string) string { return r.Header.Get(s.prefix() + name) }
	if name := head("filename"); name != "" {
		img.metaName = name
	}
	sum := sha256.New()
	if kind == "multipart/form-data" {
		err = img.receive(multipart.NewReader(r.Body, params["boundary"]), dir, sum)
	} else {
		err = save(img.meta, io.TeeReader(r.Body, sum))
	}
	if err != nil {
		return nil, badRequest("upload failed: %s", err)
	}
	properties, _ := url.ParseQuery(head("properties"))
	img.Properties = map[string]string{}
	for k := range properties {
		img.Properties[k] = properties.Get(k)
	}
	img.Public = head("public") == "1" || head("public") == "true"
	img.Fingerprint = hex.EncodeToString(sum.Sum(nil))
	p := projectName(r)
	return s.start("task", "Downloading image", nil, func(_ context.Context, op *operation) error {
		return s.store(op, p, img)
	}), nil
}

func (img *image) receive(parts *multipart.Reader, dir string, sum io.Writer) error {
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		file := img.meta
		if part.FormName() == "metadata" {
			img.metaName = part.FileName()
		} else {
			img.rootfs, img.rootfsName = filepath.Join(dir, "rootfs"), part.FileName()
			file = img.rootfs
			if part.FormName() == "rootfs.img" {
				img.Type = string(api.InstanceTypeVM)
			}
		}
		if err := save(file, io.TeeReader(part, sum)); err != nil {
			return err
		}
	}
}

func save(file string, src io.Reader) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(f, src)
	return err
}

// store parses the metadata of an uploaded image and adds the image.
func (s *Server) store(op *operation, projectName string, img *image) error {
	drop := func(err error) error { _ = os.RemoveAll(filepath.Dir(img.meta)); return err }
	text, err := exec.Command("tar", "-xOf", img.meta, "metadata.yaml").Output()
	if err != nil {
		return drop(fmt.Errorf("Metadata file not found in image"))
	}
	meta := struct {
		Architecture string            `yaml:"architecture"`
		Properties   map[string]string `yaml:"properties"`
		CreationDate int64             `yaml:"creation_date"`
	}{}
	if err := yaml.Unmarshal(text, &meta); err != nil {
		return drop(err)
	}
	for k, v := range meta.Properties {
		if img.Properties[k] == "" {
			img.Properties[k] = v
		}
	}
	img.Architecture, img.CreatedAt = meta.Architecture, time.Unix(meta.CreationDate, 0).UTC()
	if img.Type == "" {
		img.Type = string(api.InstanceTypeContainer)
	}
	img.UploadedAt, img.Filename, img.ExpiresAt = time.Now().UTC(), img.metaName, time.Unix(0, 0).UTC()
	if img.Profiles == nil {
		img.Profiles = []string{"default"}
	}
	for _, f := range []string{img.meta, img.rootfs} {
		if info, err := os.Stat(f); err == nil {
			img.Size += info.Size()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(projectName)
	if err != nil {
		return drop(err)
	}
	if p.images[img.Fingerprint] != nil {
		return drop(conflict("Image with same fingerprint already exists"))
	}
	p.images[img.Fingerprint] = img
	op.mu.Lock()
	op.Metadata = map[string]any{"fingerprint": img.Fingerprint, "size": fmt.Sprint(img.Size)}
	op.mu.Unlock()
	return nil
}
