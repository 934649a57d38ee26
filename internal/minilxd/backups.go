package minilxd

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// Backups have the layout of real servers: backup/index.yaml, and each tree beside it. They are never compressed.

// backupTree is a directory and its place in a backup.
type backupTree struct{ dir, at string }

// backupIndex is what backup/index.yaml says, as far as this server reads it.
type backupIndex struct {
	Name      string   `yaml:"name"`
	Pool      string   `yaml:"pool"`
	Snapshots []string `yaml:"snapshots"`
	Config    struct {
		Container *api.Instance          `yaml:"container,omitempty"`
		Volume    *api.StorageVolume     `yaml:"volume,omitempty"`
		Snapshots []api.InstanceSnapshot `yaml:"snapshots,omitempty"`
	} `yaml:"config"`
}

// backupRoutes serve the backups of the objects at a path; describe tells what goes into one.
func (s *Server) backupRoutes(owner string, describe func(*http.Request) (backupIndex, []backupTree, error)) {
	file := func(r *http.Request) string {
		return filepath.Join(s.dir, "backups", url.PathEscape(strings.TrimSuffix(r.URL.Path, "/export")))
	}
	s.route("POST "+owner+"/backups", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		post := api.BackupsPost{}
		if err := readJSON(r, &post); err != nil {
			return nil, err
		}
		index, trees, err := describe(r)
		if err != nil {
			return nil, err
		}
		if post.InstanceOnly || post.VolumeOnly {
			index.Snapshots, index.Config.Snapshots, trees = nil, nil, trees[:1]
		}
		owned := r.URL.Path
		for n := 0; ; n++ { // without a name, the first that is free
			r.URL.Path = owned + "/" + cmp.Or(post.Name, fmt.Sprintf("backup%d", n))
			if _, err := os.Stat(file(r)); err != nil || post.Name != "" {
				break
			}
		}
		to := file(r)
		return s.start("task", "Backing up", map[string][]string{"backups": {r.URL.Path}}, func(context.Context, *operation) error {
			return writeBackup(to, index, trees)
		}), nil
	})
	s.route("GET "+owner+"/backups", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		files, err := filepath.Glob(file(r) + url.PathEscape("/") + "*")
		urls := []string{}
		for _, f := range files {
			at, _ := url.PathUnescape(filepath.Base(f))
			urls = append(urls, at)
		}
		return urls, err
	})
	s.route("GET "+owner+"/backups/{backup}/export", func(w http.ResponseWriter, r *http.Request) (any, error) {
		f, err := os.Open(file(r))
		if err != nil {
			return nil, notFound("Backup not found")
		}
		defer f.Close()
		w.Header().Set("Content-Type", "application/octet-stream")
		http.ServeContent(w, r, "", time.Time{}, f)
		return raw{}, nil
	})
	s.route("DELETE "+owner+"/backups/{backup}", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if os.Remove(file(r)) != nil {
			return nil, notFound("Backup not found")
		}
		return nil, nil
	})
}

func writeBackup(to string, index backupIndex, trees []backupTree) error {
	tmp, err := os.MkdirTemp("", "backup-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	text, err := yaml.Marshal(index)
	if err != nil {
		return err
	}
	err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o711), os.WriteFile(filepath.Join(tmp, "index.yaml"), text, 0o600))
	how := "-cf"
	for _, tree := range append([]backupTree{{tmp, "backup"}}, trees...) {
		if err != nil {
			return err
		}
		var out []byte
		out, err = exec.Command("tar", how, to, "--numeric-owner", "--transform", "flags=r;s,^\\.,"+tree.at+",", "-C", tree.dir, ".").CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
		how = "-rf"
	}
	return err
}

// readBackup unpacks a backup into a directory of its own, which the caller removes.
func (s *Server) readBackup(r *http.Request) (index backupIndex, dir string, err error) {
	if err := os.MkdirAll(filepath.Join(s.dir, "backups"), 0o711); err != nil {
		return index, "", err
	}
	if dir, err = os.MkdirTemp(filepath.Join(s.dir, "backups"), "import-"); err != nil {
		return index, "", err
	}
	cmd := exec.Command("tar", "-xf", "-", "--numeric-owner", "-C", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		return index, dir, err
	}
	if err := cmd.Start(); err != nil {
		return index, dir, err
	}
	_, err = io.Copy(in, r.Body)
	if err := errors.Join(err, ignoreClosed(in.Close()), cmd.Wait()); err != nil {
		return index, dir, badRequest("the backup broke off: %s", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "backup", "index.yaml"))
	if err == nil {
		err = yaml.Unmarshal(text, &index)
	}
	if name := r.Header.Get("X-LXD-Name"); name != "" {
		index.Name = name
	}
	return index, dir, err
}

func isBackup(r *http.Request) bool {
	return r.Header.Get("Content-Type") == "application/octet-stream"
}

// instanceBackup describes the backup of an instance.
func (s *Server) instanceBackup(r *http.Request) (index backupIndex, trees []backupTree, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return index, nil, err
	}
	entry := inst.Instance
	index.Name, index.Pool, index.Config.Container = inst.Name, "default", &entry
	trees = []backupTree{{inst.dir, "backup/container"}}
	for _, snap := range inst.snapshots {
		index.Snapshots = append(index.Snapshots, snap.Name)
		index.Config.Snapshots = append(index.Config.Snapshots, snap.InstanceSnapshot)
		trees = append(trees, backupTree{snap.dir, "backup/snapshots/" + snap.Name})
	}
	return index, trees, nil
}

// orImportInstance makes an instance of a backup, where that is the body of a request.
func (s *Server) orImportInstance(create handler) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		if !isBackup(r) || !s.has("container_backup") {
			return create(w, r)
		}
		index, tmp, err := s.readBackup(r)
		defer func() {
			if err != nil {
				_ = os.RemoveAll(tmp)
			}
		}()
		if err == nil && index.Config.Container == nil {
			err = badRequest("this is no backup of an instance")
		}
		if err != nil {
			return nil, err
		}
		from := index.Config.Container
		post := api.InstancesPost{Name: index.Name, Type: api.InstanceType(from.Type), InstancePut: from.Writable()}
		s.mu.Lock()
		defer s.mu.Unlock()
		inst, err := s.prepare(r, &post)
		if err != nil {
			return nil, err
		}
		op := s.newInstanceOperation("task", inst)
		s.fill(op, inst, func(context.Context, *operation) error {
			defer os.RemoveAll(tmp)
			for _, meta := range index.Config.Snapshots {
				snap := &snapshot{InstanceSnapshot: meta, dir: s.snapshotDir(inst, meta.Name)}
				if err := os.Rename(filepath.Join(tmp, "backup", "snapshots", meta.Name), snap.dir); err != nil {
					return err
				}
				inst.snapshots = append(inst.snapshots, snap)
			}
			return os.Rename(filepath.Join(tmp, "backup", "container"), inst.dir)
		}, false)
		return op, nil
	}
}

// volumeBackup describes the backup of a volume.
func (s *Server) volumeBackup(r *http.Request) (index backupIndex, trees []backupTree, err error) {
	dir, err := s.volumeFiles(r)
	if err != nil {
		return index, nil, err
	}
	pool, name := r.PathValue("pool"), r.PathValue("vol")
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := json.Marshal(s.collection(projectName(r), "/1.0/storage-pools/"+url.PathEscape(pool)+"/volumes/custom")[name])
	volume := &api.StorageVolume{}
	if err == nil {
		err = json.Unmarshal(text, volume)
	}
	index.Name, index.Pool, index.Config.Volume = name, pool, volume
	return index, []backupTree{{dir, "backup/volume"}}, err
}

// importVolume makes a volume of a backup.
func (s *Server) importVolume(r *http.Request, add documentHandler, d document) (any, error) {
	index, tmp, err := s.readBackup(r)
	defer os.RemoveAll(tmp)
	if err == nil && index.Config.Volume == nil {
		err = badRequest("this is no backup of a volume")
	}
	if err != nil {
		return nil, err
	}
	volume := index.Config.Volume
	text, err := json.Marshal(fields{"name": index.Name, "type": "custom", "config": volume.Config, "description": volume.Description})
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := add(s, r, s.collection(projectName(r), d.collectionPath(r))); err != nil {
		return nil, err
	}
	dir := s.volumeDir(r.PathValue("pool"), index.Name)
	err = errors.Join(os.RemoveAll(dir), os.MkdirAll(filepath.Dir(dir), 0o711), os.Rename(filepath.Join(tmp, "backup", "volume"), dir))
	op := s.newOperationLocked("task", "Restoring storage volume", nil)
	op.begin(func(context.Context, *operation) error { return err })
	return op, nil
}
