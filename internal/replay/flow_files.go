package replay

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pkg/sftp"
)

// FileSystem opens the files of the instance of a flow whose client used SFTP. SFTP and /files share one file system. The
// caller closes it.
func (s *FlowServer) FileSystem() (*sftp.Client, error) {
	near, far := net.Pipe()
	server := sftp.NewRequestServer(far, s.Files)
	go func() {
		_ = server.Serve()
		_ = far.Close()
	}()
	c, err := sftp.NewClientPipe(near, near)
	if err != nil {
		_ = near.Close()
	}
	return c, err
}

// movesFiles reports whether the flow's client used SFTP below a path.
func (s *FlowServer) movesFiles(base string) bool {
	return slices.ContainsFunc(s.flow.Exchanges, func(e FlowExchange) bool {
		own, _, _ := strings.Cut(e.Request.Path, "?")
		return own == base+"/sftp" && e.Request.Transport == s.transport && e.Response.Status == http.StatusSwitchingProtocols
	})
}

// refusedFiles returns the error response for SFTP below a path, or nil. It applies to all file requests.
func (s *FlowServer) refusedFiles(base string) *FlowExchange {
	for i := range s.flow.Exchanges {
		e := &s.flow.Exchanges[i]
		if own, _, _ := strings.Cut(e.Request.Path, "?"); own == base+"/sftp" && e.Request.Transport == s.transport && e.Response.Status >= http.StatusBadRequest {
			return e
		}
	}
	return nil
}

// FileWords returns the verb of a `file` command and its paths, without flags.
func (f *Flow) FileWords() (verb string, paths []string) {
	command := f.Command[strings.LastIndex(f.Command, "|")+1:]
	words := strings.Fields(command)
	i := slices.Index(words, "file")
	if i < 0 || i+2 > len(words) {
		return "", nil
	}
	value := false // word is the value of the preceding flag
	for _, w := range words[i+2:] {
		if !value && (w == "-" || !strings.HasPrefix(w, "-")) {
			paths = append(paths, w)
		}
		value = slices.Contains([]string{"--uid", "--gid", "--mode", "--type", "-t"}, w)
	}
	return words[i+1], paths
}

// InstancePath returns the path inside the instance from an argument of a `file` command.
func InstancePath(word string) string {
	_, rest, found := strings.Cut(word, ":")
	if !found {
		rest = word
	}
	_, inside, _ := strings.Cut(rest, "/")
	return "/" + inside
}

// furnish creates the files that the flow's command reads, changes or deletes.
func (s *FlowServer) furnish() error {
	verb, paths := s.flow.FileWords()
	if len(paths) == 0 || s.flow.Exit != 0 {
		return nil
	}
	c, err := s.FileSystem()
	if err != nil {
		return err
	}
	defer c.Close()
	put := func(name, text string) error {
		if err := c.MkdirAll(path.Dir(name)); err != nil {
			return err
		}
		f, err := c.Create(name)
		if err != nil {
			return err
		}
		if _, err := f.Write([]byte(text)); err != nil {
			return err
		}
		return f.Close()
	}
	last := InstancePath(paths[len(paths)-1])
	if verb == "create" { // the next path is the target of a link
		last = InstancePath(paths[0])
	}
	switch verb {
	case "edit":
		return put(last, "old\n")
	case "delete":
		for _, p := range paths {
			if err := put(InstancePath(p), "gone soon\n"); err != nil {
				return err
			}
		}
	case "push", "create":
		if strings.Contains(s.flow.Command, " -p") { // the top-level directory always exists
			return c.MkdirAll("/" + strings.Split(last, "/")[1])
		}
		return c.MkdirAll(path.Dir(last))
	case "pull":
		for _, p := range paths[:len(paths)-1] {
			name := InstancePath(p)
			if strings.Contains(s.flow.Command, " -r") {
				name = path.Join(name, "inner", "x")
			}
			text := s.flow.Stdout
			if paths[len(paths)-1] != "-" {
				text = "content\n"
			}
			if err := put(name, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// serveFiles serves /files of an instance.
func (s *FlowServer) serveFiles(w http.ResponseWriter, r *http.Request) {
	if e := s.refusedFiles(strings.TrimSuffix(r.URL.EscapedPath(), "/files")); e != nil {
		s.send(w, e)
		return
	}
	c, err := s.FileSystem()
	if err == nil {
		defer c.Close()
		name := r.URL.Query().Get("path")
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			err = sendFile(w, c, name)
		case http.MethodPost:
			err = takeFile(r, c, name)
		case http.MethodDelete:
			err = c.Remove(name)
		}
	}
	if err != nil {
		code := http.StatusInternalServerError
		if os.IsNotExist(err) {
			code = http.StatusNotFound
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"type":"error","error":%q,"error_code":%d}`, err, code)
		return
	}
	if r.Method == http.MethodPost || r.Method == http.MethodDelete {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(envelope([]byte("{}")))
	}
}

func sendFile(w http.ResponseWriter, c *sftp.Client, name string) error {
	info, err := c.Lstat(name)
	if err != nil {
		return err
	}
	head := func(kind string) {
		for _, family := range []string{"X-Incus-", "X-Lxd-"} {
			w.Header().Set(family+"Uid", "0")
			w.Header().Set(family+"Gid", "0")
			w.Header().Set(family+"Mode", fmt.Sprintf("%#04o", info.Mode().Perm()))
			w.Header().Set(family+"Type", kind)
		}
	}
	if info.IsDir() {
		entries, err := c.ReadDir(name)
		if err != nil {
			return err
		}
		names := []string{}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		data, err := json.Marshal(names)
		if err != nil {
			return err
		}
		head("directory")
		w.Header().Set("Content-Type", "application/json")
		_, err = w.Write(envelope(data))
		return err
	}
	f, err := c.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	head("file")
	w.Header().Set("Content-Type", "application/octet-stream")
	_, err = io.Copy(w, f)
	return err
}

func takeFile(r *http.Request, c *sftp.Client, name string) error {
	header := func(key string) string {
		if value := r.Header.Get("X-Incus-" + key); value != "" {
			return value
		}
		return r.Header.Get("X-Lxd-" + key)
	}
	switch header("Type") {
	case "directory":
		return c.Mkdir(name)
	case "symlink":
		target, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		return c.Symlink(string(target), name)
	}
	f, err := c.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r.Body); err != nil {
		return err
	}
	if mode, err := strconv.ParseUint(header("Mode"), 8, 32); err == nil {
		if err := c.Chmod(name, os.FileMode(mode)); err != nil {
			return err
		}
	}
	return f.Close()
}
