package minilxd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"

	"strings"
	"time"

	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
)

// makeImage creates an image from an instance, a snapshot or another server.
func (s *Server) makeImage(r *http.Request) (any, error) {
	post := api.ImagesPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	if post.Source == nil {
		return nil, badRequest("No source")
	}
	name := projectName(r)
	if post.Source.Mode == "push" {
		return s.expectPush(), nil
	}
	switch post.Source.Type {
	case "image":
		return s.start("task", "Downloading image", nil, func(ctx context.Context, op *operation) error {
			img, err := s.fetch(ctx, post.Source)
			if err != nil {
				return err
			}
			img.Public, img.AutoUpdate = post.Public, post.AutoUpdate
			return s.store(op, name, img)
		}), nil
	case "instance", "container", "snapshot":
		return s.publish(name, post)
	}
	return nil, badRequest("Unknown image source %q", post.Source.Type)
}

// expectPush creates a secret that lets another server upload one image.
func (s *Server) expectPush() *operation {
	s.mu.Lock()
	defer s.mu.Unlock()
	secret := randomHex(32)
	s.pushes[secret] = true
	op := s.newOperationLocked("token", "Image upload token", nil)
	op.Metadata = map[string]any{"secret": secret}
	return op
}

func (s *Server) takePush(secret string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := secret != "" && s.pushes[secret]
	delete(s.pushes, secret)
	return known
}

// pushImage uploads an image to the server that the request names. The caller holds the lock.
func (s *Server) pushImage(_ http.ResponseWriter, r *http.Request, _ *project, img *image) (any, error) {
	post := api.ImageExportPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	op := s.newOperationLocked("task", "Exporting image", nil)
	op.begin(func(ctx context.Context, _ *operation) error {
		target, err := lxd.Connect(ctx, post.Target, &lxd.ConnectionArgs{TLSServerCert: post.Certificate})
		if err != nil {
			return err
		}
		meta, err := os.Open(img.meta)
		if err != nil {
			return err
		}
		defer meta.Close()
		args := &lxd.ImageCreateArgs{MetaFile: meta, MetaName: img.metaName, Type: img.Type}
		if img.rootfs != "" {
			rootfs, err := os.Open(img.rootfs)
			if err != nil {
				return err
			}
			defer rootfs.Close()
			args.RootfsFile, args.RootfsName = rootfs, img.rootfsName
		}
		request := api.ImagesPost{Source: &api.ImagesPostSource{Fingerprint: img.Fingerprint, Secret: post.Secret}}
		upload, err := target.CreateImage(request, args)
		if err != nil {
			return err
		}
		return upload.Wait()
	})
	return op, nil
}

// fetch downloads an image from another server, for launch and copy.
func (s *Server) fetch(ctx context.Context, source *api.ImagesPostSource) (*image, error) {
	dir, err := os.MkdirTemp(filepath.Join(s.dir, "images"), "new-")
	if err != nil {
		return nil, err
	}
	img := &image{secrets: map[string]bool{}, meta: filepath.Join(dir, "meta")}
	img.Properties = map[string]string{}
	args := &lxd.ConnectionArgs{TLSServerCert: source.Certificate}
	var from lxd.ImageServer
	if source.Protocol == "simplestreams" {
		from, err = lxd.NewSimpleStreams(ctx, source.Server, args, s.opts.Family)
	} else {
		from, err = lxd.Connect(ctx, source.Server, args)
	}
	if err != nil {
		return nil, err
	}
	fp := source.Fingerprint
	if source.Alias != "" {
		entry, _, err := from.GetImageAlias(source.Alias)
		if err != nil {
			return nil, err
		}
		fp = entry.Target
	}
	meta, err := os.Create(img.meta)
	if err != nil {
		return nil, err
	}
	defer meta.Close()
	rootfs, err := os.Create(filepath.Join(dir, "rootfs"))
	if err != nil {
		return nil, err
	}
	defer rootfs.Close()
	req := lxd.ImageFileRequest{MetaFile: meta, RootfsFile: rootfs}
	var files *lxd.ImageFileResponse
	if source.Secret != "" {
		files, err = from.GetPrivateImageFile(fp, source.Secret, req)
	} else {
		files, err = from.GetImageFile(fp, req)
	}
	if err != nil {
		return nil, err
	}
	img.Fingerprint, img.metaName = fp, files.MetaName
	if files.RootfsSize > 0 {
		img.rootfs, img.rootfsName = rootfs.Name(), files.RootfsName
	}
	return img, nil
}

// publish packs the directory of an instance or snapshot.
func (s *Server) publish(projectName string, post api.ImagesPost) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(projectName)
	if err != nil {
		return nil, err
	}
	name, snap, isSnap := strings.Cut(post.Source.Name, "/")
	inst := p.instances[name]
	if inst == nil {
		return nil, notFound("Instance not found")
	}
	dir := inst.dir
	if isSnap {
		found := inst.find(snap)
		if found == nil {
			return nil, notFound("Instance snapshot not found")
		}
		dir = found.dir
	} else if inst.cancel != nil {
		return nil, badRequest("Cannot export a running instance as an image")
	}
	op := s.newOperationLocked("task", "Publishing instance", nil)
	op.begin(func(_ context.Context, op *operation) error {
		img, err := s.pack(dir, inst.Architecture, post)
		if err != nil {
			return err
		}
		return s.store(op, projectName, img)
	})
	return op, nil
}

func (s *Server) pack(dir, architecture string, post api.ImagesPost) (*image, error) {
	tmp, err := os.MkdirTemp(filepath.Join(s.dir, "images"), "new-")
	if err != nil {
		return nil, err
	}
	img := &image{secrets: map[string]bool{}, meta: filepath.Join(tmp, "meta")}
	img.ImagePut = post.ImagePut
	img.Writable()
	meta, err := yaml.Marshal(map[string]any{
		"architecture": architecture, "creation_date": time.Now().Unix(), "properties": post.Properties,
	})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(tmp, "metadata.yaml"), meta, 0o644); err != nil {
		return nil, err
	}
	out, err := exec.Command("tar", "-czf", img.meta, "--numeric-owner", "-C", tmp, "metadata.yaml", "-C", dir, "rootfs").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("pack failed: %s", out)
	}
	f, err := os.Open(img.meta)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return nil, err
	}
	img.Fingerprint = hex.EncodeToString(sum.Sum(nil))
	img.metaName = img.Fingerprint + ".tar.gz"
	return img, nil
}

// fromImage returns the work that unpacks an image into a new instance. The caller holds the lock.
func (s *Server) fromImage(r *http.Request, inst *instance, post *api.InstancesPost) (filling, error) {
	source := post.Source
	if source.Server != "" {
		return func(ctx context.Context, _ *operation) error {
			src := &api.ImagesPostSource{Fingerprint: source.Fingerprint, Secret: source.Secret}
			src.Server, src.Protocol, src.Certificate, src.Alias = source.Server, source.Protocol, source.Certificate, source.Alias
			img, err := s.fetch(ctx, src)
			if err != nil {
				return err
			}
			defer os.RemoveAll(filepath.Dir(img.meta))
			return inst.unpack(img)
		}, nil
	}
	p, err := s.project(projectName(r))
	if err != nil {
		return nil, err
	}
	fp := source.Fingerprint
	if source.Alias != "" {
		entry := p.aliasEntries[source.Alias]
		if entry == nil {
			return nil, notFound("Image not found")
		}
		fp = entry.Target
	}
	img, err := p.image(fp)
	if err != nil {
		return nil, err
	}
	inst.Config["volatile.base_image"] = img.Fingerprint
	for k, v := range img.Properties {
		inst.Config["image."+k] = v
	}
	return func(_ context.Context, op *operation) error {
		op.set("create_instance_from_image_unpack_progress", "Unpack: 100% (1.00MB/s)")
		return inst.unpack(img)
	}, nil
}

func (i *instance) unpack(img *image) error {
	if err := os.MkdirAll(i.rootfs(), 0o755); err != nil {
		return err
	}
	cmd := exec.Command("tar", "-xf", img.meta, "-C", i.dir, "--numeric-owner")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("unpack failed: %s", out)
	}
	if img.rootfs == "" {
		return nil
	}
	out, err := exec.Command("unsquashfs", "-f", "-n", "-d", i.rootfs(), img.rootfs).CombinedOutput()
	if err != nil {
		return fmt.Errorf("unpack failed: %s", out[:min(len(out), 500)])
	}
	return nil
}
