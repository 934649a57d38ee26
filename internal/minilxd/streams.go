package minilxd

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
)

// withBuffered is a connection whose first bytes have already been read.
type withBuffered struct {
	net.Conn
	first *bufio.Reader
}

// CloseWrite closes the sending direction.
func (c withBuffered) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Close()
}

// Read returns the buffered bytes first.
func (c withBuffered) Read(p []byte) (int, error) {
	if c.first.Buffered() > 0 {
		return c.first.Read(p)
	}
	return c.Conn.Read(p)
}

func closeAtEnd(ctx context.Context, c io.Closer) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = c.Close() })
}

const customVolume = "/1.0/storage-pools/{pool}/volumes/custom/{vol}"

// streamRoutes registers the raw streams of instances and volumes, and the files of volumes.
func (s *Server) streamRoutes() {
	if s.opts.SFTP {
		s.route("GET /1.0/instances/{name}/sftp", s.upgraded("sftp", func(r *http.Request) (func(net.Conn), error) {
			dir, err := s.instanceFiles(r)
			return serveSFTP(dir), err
		}))
	}
	if s.has("instance_port_forward") {
		s.route("POST /1.0/instances/{name}/port-forward", s.upgraded("tcp", s.forward))
	}
	if s.has("instance_nbd") {
		s.route("GET /1.0/instances/{name}/nbd", s.upgraded("nbd", func(r *http.Request) (func(net.Conn), error) {
			_, err := s.instanceFiles(r)
			return greet, err
		}))
	}
	if s.has("storage_volume_nbd") {
		s.route("GET "+customVolume+"/nbd", s.upgraded("nbd", func(r *http.Request) (func(net.Conn), error) {
			_, err := s.volumeFiles(r)
			return greet, err
		}))
	}
	if s.has("custom_volume_sftp") {
		s.route("GET "+customVolume+"/sftp", s.upgraded("sftp", func(r *http.Request) (func(net.Conn), error) {
			dir, err := s.volumeFiles(r)
			return serveSFTP(dir), err
		}))
	}
	if s.has("container_backup") {
		s.backupRoutes("/1.0/instances/{name}", s.instanceBackup)
	}
	if s.has("custom_volume_backup") {
		s.backupRoutes(customVolume, s.volumeBackup)
	}
	if s.has("storage_bucket_backup") {
		s.bucketBackups("/1.0/storage-pools/{pool}/buckets")
	}
}

// instanceFiles returns the directory of an instance.
func (s *Server) instanceFiles(r *http.Request) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return "", err
	}
	return inst.rootfs(), nil
}

// volumeFiles returns the directory of a volume, and creates it if needed.
func (s *Server) volumeFiles(r *http.Request) (string, error) {
	pool, volume := r.PathValue("pool"), r.PathValue("vol")
	s.mu.Lock()
	_, found := s.collection(projectName(r), "/1.0/storage-pools/"+url.PathEscape(pool)+"/volumes/custom")[volume]
	s.mu.Unlock()
	if !found {
		return "", notFound("Storage volume not found")
	}
	dir := s.volumeDir(pool, volume)
	return dir, os.MkdirAll(dir, 0o711)
}

// greet sends the greeting of a block device and echoes its input, which is enough to test that both ends are connected.
func greet(c net.Conn) {
	_, _ = io.WriteString(c, "NBDMAGICIHAVEOPT")
	_, _ = io.Copy(c, c)
}

// forward connects a stream to a port. Instances share the network of the host.
func (s *Server) forward(r *http.Request) (func(net.Conn), error) {
	if _, err := s.instanceFiles(r); err != nil {
		return nil, err
	}
	post := struct {
		Address string
		Port    int
	}{Address: "127.0.0.1"}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	var dialer net.Dialer
	to, err := dialer.DialContext(r.Context(), "tcp", net.JoinHostPort(post.Address, strconv.Itoa(post.Port)))
	if err != nil {
		return nil, badRequest("%s", err)
	}
	return func(c net.Conn) {
		defer to.Close()
		go func() {
			_, _ = io.Copy(to, c)
			if half, ok := to.(*net.TCPConn); ok {
				_ = half.CloseWrite()
			}
		}()
		_, _ = io.Copy(c, to)
	}, nil
}

// bucketBackups registers the backups of buckets, stored as JSON.
func (s *Server) bucketBackups(buckets string) {
	backups := map[string][]byte{}
	s.route("POST "+buckets+"/{bucket}/backups", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		name := r.PathValue("bucket")
		s.mu.Lock()
		bucket, found := s.collection(projectName(r), "/1.0/storage-pools/"+r.PathValue("pool")+"/buckets")[name]
		text, err := json.Marshal(bucket)
		s.mu.Unlock()
		if !found {
			return nil, notFound("Bucket not found")
		}
		at := "/1.0/storage-pools/" + r.PathValue("pool") + "/buckets/" + name + "/backups/b0"
		return s.start("task", "Backing up bucket", map[string][]string{"backups": {at}}, func(context.Context, *operation) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			backups[at] = text
			return err
		}), nil
	})
	s.route("GET "+buckets+"/{bucket}/backups/{backup}/export", func(w http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		text, found := backups[filepath.Dir(r.URL.Path)]
		s.mu.Unlock()
		if !found {
			return nil, notFound("Backup not found")
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, err := w.Write(text)
		return raw{}, err
	})
	s.route("DELETE "+buckets+"/{bucket}/backups/{backup}", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(backups, r.URL.Path)
		return nil, nil
	})
}

// orImportBucket imports a bucket if the body of the request is a backup.
func (s *Server) orImportBucket(create handler) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		if r.Header.Get("Content-Type") != "application/octet-stream" || !s.has("storage_bucket_backup") {
			return create(w, r)
		}
		return s.importBucket(r)
	}
}

func (s *Server) importBucket(r *http.Request) (any, error) {
	given := fields{}
	if err := json.NewDecoder(r.Body).Decode(&given); err != nil {
		return nil, badRequest("this is no backup of a bucket: %s", err)
	}
	name, _ := given["name"].(string)
	if other := r.Header.Get("X-Incus-name"); other != "" {
		name = other
	}
	given["name"] = name
	return s.start("task", "Restoring bucket", nil, func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		all := s.collection(projectName(r), r.URL.Path)
		if all[name] != nil {
			return conflict("Bucket already exists")
		}
		all[name] = given
		return nil
	}), nil
}
