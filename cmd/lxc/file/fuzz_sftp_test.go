package file_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// listing is an SFTP server whose directories have these names; the first letter of a name decides what it is.
type listing struct{ names []string }

// named is a file, a directory or a link of a listing.
type named struct{ name string }

func (n named) Name() string       { return n.name }
func (n named) Size() int64        { return 4 }
func (n named) ModTime() time.Time { return time.Unix(1700000000, 0) }
func (n named) IsDir() bool        { return n.Mode().IsDir() }
func (n named) Sys() any           { return nil }
func (n named) Mode() fs.FileMode {
	switch base := path.Base("/" + n.name); {
	case base == "top" || strings.HasPrefix(base, "d"):
		return fs.ModeDir | 0o755
	case strings.HasPrefix(base, "l"):
		return fs.ModeSymlink | 0o777
	case strings.HasPrefix(base, "s"):
		return fs.ModeSetuid | 0o6755
	}
	return 0o644
}

// infos implements sftp.ListerAt.
type infos []fs.FileInfo

func (l infos) ListAt(into []fs.FileInfo, from int64) (int, error) {
	if from >= int64(len(l)) {
		return 0, io.EOF
	}
	return copy(into, l[from:]), nil
}

func (l listing) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	switch {
	case r.Method == "Readlink":
		return infos{named{"../../../outside"}}, nil
	case r.Method != "List":
		return infos{named{path.Base(r.Filepath)}}, nil
	case strings.Count(r.Filepath, "/") > 2: // it would never end
		return infos{}, nil
	}
	var all infos
	for _, name := range l.names {
		all = append(all, named{name})
	}
	return all, nil
}

func (l listing) Lstat(r *sftp.Request) (sftp.ListerAt, error) {
	return infos{named{path.Base(r.Filepath)}}, nil
}

func (l listing) Fileread(*sftp.Request) (io.ReaderAt, error) {
	return bytes.NewReader([]byte("text")), nil
}

func (l listing) Filewrite(*sftp.Request) (io.WriterAt, error) {
	return nil, sftp.ErrSSHFxPermissionDenied
}

func (l listing) Filecmd(*sftp.Request) error { return sftp.ErrSSHFxPermissionDenied }

// wrap serves the listing in place of the files of each instance.
func (l listing) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hijacker, ok := w.(http.Hijacker)
		if !strings.HasSuffix(r.URL.Path, "/sftp") || !ok {
			next.ServeHTTP(w, r)
			return
		}
		conn, _, err := hijacker.Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: sftp\r\nConnection: Upgrade\r\n\r\n")
		_ = sftp.NewRequestServer(conn, sftp.Handlers{FileGet: l, FilePut: l, FileCmd: l, FileList: l}).Serve()
	})
}

// FuzzSFTPListing pulls a directory whose names a hostile guest chose: nothing is written outside of the target, and no file has
// special bits.
func FuzzSFTPListing(f *testing.F) {
	for _, names := range []string{
		"good\nd1\nlink\nsetuid", "..\n.\n/abs\na/../../b", "..\\evil\nC:\nnul\x00", "d\nd", "link\nlink/x\nd/../../y", "", "l\nl\ndl", strings.Repeat("x", 300),
		"con\nd.\nd ", "-rf\n~\n$HOME\n*", "\x1b]0;x\x07\n\u202e",
	} {
		f.Add(names)
	}
	var guest listing
	e := clitest.New(f, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { guest.wrap(next).ServeHTTP(w, r) })
	}})
	e.Must("init", "--empty", "c1")
	f.Fuzz(func(t *testing.T, text string) {
		names := strings.Split(text, "\n")
		if len(names) > 8 {
			return // more of them are not worse, only slower
		}
		guest, e.T = listing{names}, t
		outside := t.TempDir()
		target := filepath.Join(outside, "target")
		if err := os.Mkdir(target, 0o700); err != nil {
			t.Fatal(err)
		}
		r := e.Run("", "file", "pull", "-r", "c1/top", target)
		err := filepath.WalkDir(outside, func(p string, d fs.DirEntry, err error) error {
			if err != nil || p == outside {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode()&(fs.ModeSetuid|fs.ModeSetgid) != 0 {
				err = fmt.Errorf("%q has mode %v", p, info.Mode())
			}
			if p != target && !strings.HasPrefix(p, target+"/") {
				err = fmt.Errorf("%q is outside", p)
			}
			return err
		})
		if err != nil {
			t.Errorf("%v: exit code %d, %s", err, r.Code, r.ErrOut)
		}
	})
}

// FuzzSFTPAnswer gives the SFTP library any bytes for an answer, as a guest could.
func FuzzSFTPAnswer(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x05\x02\x00\x00\x00\x03\x00\x00\x00\x09\x65\x00\x00\x00\x01\x00\x00\x00\x04"))
	f.Add([]byte("\x00\x00\x00\x05\x02\x00\x00\x00\x03\x00\x00\x00\x0d\x68\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00"))
	f.Add([]byte("\xff\xff\xff\xff\x02"))
	f.Fuzz(func(_ *testing.T, answer []byte) {
		client, err := sftp.NewClientPipe(bytes.NewReader(answer), nowhere{})
		if err != nil {
			return
		}
		_, _ = client.ReadDir("/")
		_, _ = client.ReadLink("/x")
		_, _ = client.Lstat("/x")
		_ = client.Close()
	})
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }
