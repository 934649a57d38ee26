package minilxd

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// peekJSON decodes the body of a request and restores it for the next reader.
func peekJSON(r *http.Request, into any) error {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	if err := json.Unmarshal(data, into); err != nil {
		return badRequest("%s", err)
	}
	return nil
}

func (s *Server) volumeDir(pool, volume string) string {
	return filepath.Join(s.dir, "volumes", url.PathEscape(pool), url.PathEscape(volume))
}

// orOfferVolume migrates a volume to another server if the request asks for it.
func (s *Server) orOfferVolume(rename handler) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		post := api.StorageVolumePost{}
		if err := peekJSON(r, &post); err != nil {
			return nil, err
		}
		if !post.Migration {
			return rename(w, r)
		}
		pool, name := r.PathValue("pool"), r.PathValue("name")
		s.mu.Lock()
		defer s.mu.Unlock()
		path := "/1.0/storage-pools/" + url.PathEscape(pool) + "/volumes/custom"
		if s.collection(projectName(r), path)[name] == nil {
			return nil, notFound("Storage volume not found")
		}
		dir := s.volumeDir(pool, name)
		if err := os.MkdirAll(dir, 0o711); err != nil {
			return nil, err
		}
		var target *api.InstancePostTarget
		if post.Target != nil {
			target = &api.InstancePostTarget{Certificate: post.Target.Certificate, Operation: post.Target.Operation, Websockets: post.Target.Websockets}
		}
		op := s.newOperationLocked("websocket", "Migrating storage volume", nil)
		return op.offer(target, func() (migrationHeader, []string) { return migrationHeader{}, []string{dir} }), nil
	}
}

// orReceiveVolume creates a volume received from another server if the request asks for it.
func (s *Server) orReceiveVolume(add documentHandler, d document) handler {
	create := d.changing(s, add)
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		if isBackup(r) && s.has("custom_volume_backup") {
			return s.importVolume(r, add, d)
		}
		post := api.StorageVolumesPost{}
		if err := peekJSON(r, &post); err != nil {
			return nil, err
		}
		if post.Source.Type != "migration" {
			return create(w, r)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.collection(projectName(r), d.collectionPath(r))[post.Name] != nil {
			return nil, conflict("Volume by that name already exists")
		}
		class := map[bool]string{true: "websocket", false: "task"}[post.Source.Mode == "push"]
		op := s.newOperationLocked(class, "Creating storage volume", nil)
		op.MayCancel = post.Source.Mode == "push"
		connect := func(ctx context.Context) (control, fs *websocket.Conn, err error) {
			return dialPair(ctx, post.Source.Operation, post.Source.Certificate, post.Source.Websockets)
		}
		if post.Source.Mode == "push" {
			connect = op.pair()
		}
		dir := s.volumeDir(r.PathValue("pool"), post.Name)
		op.begin(func(ctx context.Context, _ *operation) error {
			control, fs, err := connect(ctx)
			if err != nil {
				return err
			}
			if err := receiveTrees(ctx, control, fs, dir, func(migrationHeader) []string { return nil }); err != nil {
				_ = os.RemoveAll(dir)
				return err
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			_, err = add(s, r, s.collection(projectName(r), d.collectionPath(r)))
			return err
		})
		return op, nil
	}
}
