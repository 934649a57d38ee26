package file

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"sync"
	"time"

	"github.com/pkg/sftp"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// attributes are owner and mode of a file; -1 keeps the existing value or leaves it to the server.
type attributes struct {
	uid, gid int
	mode     int // permission bits
}

// entry describes a file in an instance.
type entry struct {
	name string
	mode fs.FileMode // type and permission bits
	size int64
	time int64 // modification time in seconds since 1970; 0 if unknown
	uid  int   // -1 if unknown
	gid  int
}

// store accesses the files of an instance: over SFTP if the server supports it, otherwise with one request per file. It is
// safe for concurrent use.
type store interface {
	// stat follows a symbolic link at the end of path; lstat does not.
	stat(path string) (entry, error)
	lstat(path string) (entry, error)
	list(path string) ([]entry, error)
	open(path string) (io.ReadCloser, error)
	readlink(path string) (string, error)
	write(path string, content io.Reader, exists bool, a attributes) error
	// mkdir creates a directory and reports whether it is new. An existing directory is not an error.
	mkdir(path string, a attributes) (fresh bool, err error)
	symlink(target, path string) error
	remove(path string) error
	// change sets owner, mode and time of an existing file, as far as the server allows.
	change(path string, a attributes, seconds int64) error
	close()
}

// writePacket is the size of an SFTP write. Reads use the default of 32 KiB, because servers truncate longer ones and the
// library would not notice.
const writePacket = 128 << 10

// openStore opens the files of an instance, with larger packets if writeOnly is set. It tries SFTP first, because there is
// no API extension to check for it.
func openStore(ctx context.Context, app *cli.App, srv lxd.InstanceServer, at config.FileRef, writeOnly bool) (store, error) {
	s := &sftpStore{app: app, ctx: ctx, guest: guestExec{srv, at}, dial: func() (*sftp.Client, func() bool, error) { return dialSFTP(ctx, srv, at, writeOnly) }}
	s.running = sync.OnceValue(s.guest.ready)
	var err error
	var refused *api.StatusError
	s.client, s.stop, err = s.dial()
	if errors.As(err, &refused) && at.Pool == "" && (refused.Code == 404 || refused.Code == 400 || refused.Code == 501) {
		return &restStore{srv: srv, instance: at.Name}, nil
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// dialSFTP opens a stream that is closed when ctx is done; stop detaches it from ctx.
func dialSFTP(ctx context.Context, srv lxd.InstanceServer, at config.FileRef, writeOnly bool) (client *sftp.Client, stop func() bool, err error) {
	conn, err := dial(srv, at)
	if err != nil {
		return nil, nil, err
	}
	options := []sftp.ClientOption{sftp.UseConcurrentWrites(true), sftp.MaxConcurrentRequestsPerFile(64)}
	if writeOnly {
		options = append(options, sftp.MaxPacketUnchecked(writePacket))
	}
	if client, err = sftp.NewClientPipe(conn, conn, options...); err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	return client, context.AfterFunc(ctx, func() { conn.Close() }), nil
}

// dial opens SFTP to an instance or a volume.
func dial(srv lxd.InstanceServer, at config.FileRef) (net.Conn, error) {
	if at.Pool != "" {
		return srv.GetStoragePoolVolumeSFTPConn(at.Pool, "custom", at.Name)
	}
	return srv.GetInstanceFileSFTPConn(at.Name)
}

// sftpStore implements store over one SFTP stream at a time.
type sftpStore struct {
	app     *cli.App
	ctx     context.Context //nolint:containedctx // of the command
	guest   guestExec
	running func() bool // whether guest can run programs; queried once, for the first large file
	dial    func() (client *sftp.Client, stop func() bool, err error)

	mu     sync.Mutex // guards the fields below
	client *sftp.Client
	stop   func() bool
}

// use returns the current stream.
func (s *sftpStore) use() *sftp.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.client
}

func describe(info fs.FileInfo) entry {
	return entry{name: info.Name(), mode: info.Mode(), size: info.Size(), time: info.ModTime().Unix(), uid: -1, gid: -1}
}

func (s *sftpStore) stat(p string) (entry, error) {
	return retryRead(s, func(c *sftp.Client) (entry, error) { return described(c.Stat(p)) })
}

func (s *sftpStore) lstat(p string) (entry, error) {
	return retryRead(s, func(c *sftp.Client) (entry, error) { return described(c.Lstat(p)) })
}

func described(info fs.FileInfo, err error) (entry, error) {
	if err != nil {
		return entry{}, err
	}
	return describe(info), nil
}

func (s *sftpStore) list(p string) ([]entry, error) {
	infos, err := retryRead(s, func(c *sftp.Client) ([]fs.FileInfo, error) { return c.ReadDir(p) })
	if err != nil {
		return nil, err
	}
	out := make([]entry, 0, len(infos))
	for _, info := range infos {
		out = append(out, describe(info))
	}
	return out, nil
}

func (s *sftpStore) open(p string) (io.ReadCloser, error) {
	f, err := retryRead(s, func(c *sftp.Client) (*remoteFile, error) {
		f, err := c.Open(p)
		return &remoteFile{store: s, client: c, f: f, path: p}, err
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *sftpStore) readlink(p string) (string, error) {
	return retryRead(s, func(c *sftp.Client) (string, error) { return c.ReadLink(p) })
}

func (s *sftpStore) write(p string, content io.Reader, exists bool, a attributes) error {
	f, err := s.use().OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return s.plain(err)
	}
	if m, ok := content.(metered); ok && m.sparse() {
		err = writeSparse(f, m)
	} else {
		_, err = f.ReadFrom(content)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return s.plain(err)
	}
	return s.set(p, exists, a, 0o644)
}

// set sets owner and mode with as few requests as possible: new files belong to root and have the usual mode.
func (s *sftpStore) set(p string, exists bool, a attributes, usual int) error {
	if a.uid > 0 || a.gid > 0 || exists && (a.uid == 0 || a.gid == 0) {
		uid, gid := a.uid, a.gid
		if uid < 0 || gid < 0 {
			info, err := s.use().Stat(p)
			if err != nil {
				return s.plain(err)
			}
			if st, ok := info.Sys().(*sftp.FileStat); ok {
				uid, gid = pick(uid, int(st.UID)), pick(gid, int(st.GID))
			}
		}
		if err := s.use().Chown(p, uid, gid); err != nil {
			return s.plain(err)
		}
	}
	if a.mode >= 0 && (exists || a.mode != usual) {
		return s.plain(s.use().Chmod(p, fileMode(a.mode)))
	}
	return nil
}

// fileMode converts Unix permission, setuid, setgid and sticky bits to fs.FileMode.
func fileMode(mode int) fs.FileMode {
	m := fs.FileMode(mode & 0o777)
	for bit, flag := range map[int]fs.FileMode{0o4000: fs.ModeSetuid, 0o2000: fs.ModeSetgid, 0o1000: fs.ModeSticky} {
		if mode&bit != 0 {
			m |= flag
		}
	}
	return m
}

func pick(wanted, otherwise int) int {
	if wanted >= 0 {
		return wanted
	}
	return otherwise
}

func (s *sftpStore) mkdir(p string, a attributes) (bool, error) {
	if err := s.use().Mkdir(p); err != nil {
		if info, statErr := s.use().Stat(p); statErr == nil && info.IsDir() {
			return false, nil
		}
		return false, s.plain(err)
	}
	return true, s.set(p, false, a, 0o755)
}

func (s *sftpStore) symlink(target, p string) error {
	err := s.use().Symlink(target, p)
	if err != nil && s.use().Remove(p) == nil { // like cp, replace an existing link
		err = s.use().Symlink(target, p)
	}
	return s.plain(err)
}

func (s *sftpStore) remove(p string) error {
	info, err := s.use().Lstat(p)
	if err != nil {
		return s.plain(err)
	}
	if !info.IsDir() {
		return s.plain(s.use().Remove(p))
	}
	return s.plain(s.use().RemoveAll(p))
}

func (s *sftpStore) change(p string, a attributes, seconds int64) error {
	err := s.set(p, true, a, -1)
	if err == nil && seconds != 0 {
		err = s.plain(s.use().Chtimes(p, time.Now(), time.Unix(seconds, 0)))
	}
	return err
}

func (s *sftpStore) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
	s.client.Close()
}

// plain converts errors of the library to those of the API.
func (s *sftpStore) plain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return cli.NotFound("path", cli.PerFlavor(s.app, "Not Found", "file does not exist"))
	case errors.Is(err, fs.ErrPermission):
		return cli.Forbidden("path", "permission denied")
	}
	return err
}
