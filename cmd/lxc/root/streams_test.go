package root_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
)

// streams starts a server that supports all raw streams, with an instance c1 and a volume v.
func streams(t *testing.T) *clitest.Env {
	t.Helper()
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", SFTP: true, Extra: []string{
		"instance_port_forward", "instance_nbd", "storage_volume_nbd", "custom_volume_sftp", "file_storage_volume", "storage_bucket_backup",
	}})
	for _, line := range []string{"init --empty c1", "storage volume create default v", "storage bucket create default photos"} {
		must(t, env, "", strings.Fields(line)...)
	}
	return env
}

func must(t *testing.T, env *clitest.Env, input string, words ...string) string {
	t.Helper()
	r := env.Run(input, words...)
	if r.Code != 0 {
		t.Fatalf("%q: %d %s", words, r.Code, r.ErrOut)
	}
	return r.Out
}

func TestVolumeFiles(t *testing.T) {
	t.Parallel()
	env, dir := streams(t), t.TempDir()
	must(t, env, "hello\n", "storage", "volume", "file", "push", "-p", "-", "default", "v/a/b")
	must(t, env, "", "storage", "volume", "file", "create", "--type=symlink", "default", "v/link", "a/b")
	must(t, env, "", "storage", "volume", "file", "create", "--type=directory", "default", "v/empty")
	if out := must(t, env, "", "storage", "volume", "file", "pull", "default", "v/link", "-"); out != "hello\n" {
		t.Errorf("pulled %q", out)
	}
	must(t, env, "changed\n", "storage", "volume", "file", "edit", "default", "v/a/b")
	must(t, env, "", "storage", "volume", "file", "pull", "-r", "default", "v/a", dir)
	if text, err := os.ReadFile(filepath.Join(dir, "a", "b")); err != nil || string(text) != "changed\n" {
		t.Errorf("%q %v", text, err)
	}
	if r := env.Run("", "storage", "volume", "file", "delete", "default", "v/a"); r.Code == 0 || !strings.Contains(r.ErrOut, "not empty") {
		t.Errorf("a directory with files went without --force: %d %s", r.Code, r.ErrOut)
	}
	must(t, env, "", "storage", "volume", "file", "delete", "default", "v/empty", "v/link")
	must(t, env, "", "storage", "volume", "file", "delete", "-f", "default", "v/a")
	for _, line := range []string{"pull default v/a/b -", "delete default v/a", "pull default nosuch/a -"} {
		if r := env.Run("", append([]string{"storage", "volume", "file"}, strings.Fields(line)...)...); r.Code != 3 {
			t.Errorf("%s: %d %s", line, r.Code, r.ErrOut)
		}
	}
	if r := env.Run("", "storage", "volume", "file", "pull", "default", "v", "-"); r.Code != 2 {
		t.Errorf("a volume without a path: %d %s", r.Code, r.ErrOut)
	}
}

func TestBucketBackups(t *testing.T) {
	t.Parallel()
	env, file := streams(t), filepath.Join(t.TempDir(), "photos.backup")
	must(t, env, "", "storage", "bucket", "export", "default", "photos", file)
	must(t, env, "", "storage", "bucket", "import", "default", file, "again")
	if out := must(t, env, "", "storage", "bucket", "list", "default", "-f", "csv", "-c", "n"); out != "again\nphotos\n" {
		t.Errorf("there are %q", out)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line, code := range map[string]int{
		"export default nosuch -": 3, "import default " + file: 1, "import default " + file + ".none": 1, "export default": 2,
	} {
		if r := env.Run("", append([]string{"storage", "bucket"}, strings.Fields(line)...)...); r.Code != code && (code != 1 || r.Code != 5) {
			t.Errorf("%s: %d %s", line, r.Code, r.ErrOut)
		}
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
		t.Errorf("the existing file changed: %q %v", after, err)
	}
	must(t, env, "", "storage", "bucket", "export", "default", "photos", file) // overwrites, like the stock clients
}

// TestPullOverABrokenLink checks that a pull resumes after the link broke, over SFTP and over single requests, for a file, a
// tree and a synchronized tree.
func TestPullOverABrokenLink(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sftp  bool
		files int
		words []string
	}{
		"SFTP":           {true, 1, []string{"file", "pull", "c1/tree/0", "."}},
		"requests":       {false, 1, []string{"file", "pull", "c1/tree/0", "."}},
		"tree":           {true, 40, []string{"file", "pull", "-r", "c1/tree", "."}},
		"tree, requests": {false, 40, []string{"file", "pull", "-r", "c1/tree", "."}},
		"sync":           {true, 40, []string{"file", "sync", "c1/tree", "."}},
		"sync of one":    {true, 1, []string{"file", "sync", "c1/tree", "."}},
		"sync, requests": {false, 40, []string{"file", "sync", "c1/tree", "."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.New(t, root.New, minilxd.Options{SFTP: c.sftp})
			must(t, env, "", "init", "--empty", "c1")
			want := func(i int) string { return strings.Repeat(fmt.Sprintf("%06d abcdefghi\n", i), 1<<19/c.files) } // 8.5 MiB in all
			must(t, env, "", "file", "create", "--type", "directory", "c1/tree")
			for i := range c.files {
				must(t, env, want(i), "file", "push", "-", fmt.Sprintf("c1/tree/%d", i))
			}
			breakingLink(t, env)
			to := t.TempDir()
			words := slices.Clone(c.words)
			words[len(words)-1] = to + "/"
			must(t, env, "", words...)
			if c.words[2] == "-r" {
				to = filepath.Join(to, "tree")
			}
			for i := range c.files {
				if have, err := os.ReadFile(filepath.Join(to, strconv.Itoa(i))); err != nil || string(have) != want(i) {
					t.Errorf("%d: %d bytes of %d, %v", i, len(have), len(want(i)), err)
				}
			}
		})
	}
}

// TestLargePullOverABrokenLink checks that what cat has transferred when the link breaks is kept, and that SFTP continues from
// there. The built-in server runs local programs in an empty instance, so cat reads the local file of that name, here in
// upper case to tell which bytes it transferred.
func TestLargePullOverABrokenLink(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{SFTP: true})
	here := filepath.Join(t.TempDir(), "f")
	inside := strings.Repeat("0123456789 abcde\n", 40<<16)
	if err := os.WriteFile(here, []byte(strings.ToUpper(inside)), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, env, "", "init", "--empty", "c1")
	must(t, env, inside, "file", "push", "-p", "-", "c1"+here)
	must(t, env, "", "start", "c1")
	breakingLink(t, env)
	to := filepath.Join(t.TempDir(), "to")
	must(t, env, "", "file", "pull", "c1"+here, to)
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	have := string(data)
	if strings.ToLower(have) != inside || !strings.Contains(have[:100], "ABCDE") || strings.Contains(have[len(have)-100:], "ABCDE") {
		t.Errorf("%d bytes of %d: %q … %q", len(have), len(inside), have[:min(50, len(have))], have[max(0, len(have)-50):])
	}
}

// breakingLink puts a link between a client and its server that is cut three times.
func breakingLink(t *testing.T, env *clitest.Env) {
	t.Helper()
	link := &slowlink.Link{CutAfter: 2 << 20, Cuts: 3}
	local := env.Config.Remotes["local"]
	dir, err := os.MkdirTemp("", "l") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	at, err := link.Listen(t.Context(), filepath.Join(dir, "s"), strings.TrimPrefix(local.Addr, "unix://"))
	if err != nil {
		t.Fatal(err)
	}
	local.Addr = "unix://" + at
	env.Config.Remotes["local"] = local
}

// TestLocalListeners relays local connections to streams of a server.
func TestLocalListeners(t *testing.T) {
	t.Parallel()
	env := streams(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(c, c); _ = c.Close() }()
		}
	}()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	for _, c := range []struct{ line, said, first string }{
		{"storage volume nbd default v", "Serving on nbd://", "NBDMAGICIHAVEOPT"},
		{"low-level nbd c1", "Serving on nbd://", "NBDMAGICIHAVEOPT"},
		{"port-forward c1 " + port + " 0", "Forwarding ", ""},
	} {
		said, stop := env.Start(strings.Fields(c.line)...)
		address, _, _ := strings.Cut(strings.TrimPrefix(said(c.said), c.said), " ")
		for range 3 {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(conn, "echo")
			_ = conn.(*net.TCPConn).CloseWrite()
			if back, err := io.ReadAll(conn); err != nil || string(back) != c.first+"echo" {
				t.Errorf("%s: got %q %v", c.line, back, err)
			}
			_ = conn.Close()
		}
		stop()
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			t.Errorf("%s: still listens after its end", c.line)
		}
	}
	for _, line := range []string{"storage volume nbd default v --address 0.0.0.0:0", "low-level nbd c1 --address 192.0.2.1:0", "port-forward c1 80 0.0.0.0:0", "port-forward c1 none"} {
		if r := env.Run("", strings.Fields(line)...); r.Code != 2 {
			t.Errorf("%s: %d %s", line, r.Code, r.ErrOut)
		}
	}
}

// TestVolumeMount serves the files of a volume over SFTP, only with the printed password.
func TestVolumeMount(t *testing.T) {
	t.Parallel()
	env := streams(t)
	must(t, env, "hello\n", "storage", "volume", "file", "push", "-", "default", "v/f")
	said, stop := env.Start("storage", "volume", "file", "mount", "default", "v", "--listen", "127.0.0.1:0", "--auth-user", "ada")
	defer stop()
	_, address, _ := strings.Cut(said("SSH SFTP listening"), "127.0.0.1:")
	login := strings.Split(said("Login with user"), `"`) // user and password are in quotes
	password := login[3]
	dial := func(password string) (*ssh.Client, error) {
		return ssh.Dial("tcp", "127.0.0.1:"+address, &ssh.ClientConfig{
			User: "ada", Auth: []ssh.AuthMethod{ssh.Password(password)}, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		})
	}
	if c, err := dial("wrong"); err == nil {
		_ = c.Close()
		t.Error("a wrong password is let in")
	}
	conn, err := dial(password)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	files, err := sftp.NewClient(conn)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	f, err := files.Open("/f")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if text, err := io.ReadAll(f); err != nil || string(text) != "hello\n" {
		t.Errorf("%q %v", text, err)
	}
}

// withUI returns a server that has a web interface.
func withUI(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/ui/" {
			_, _ = io.WriteString(w, "<html></html>")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// TestNoWebUI checks that webui fails if the server has no web interface.
func TestNoWebUI(t *testing.T) {
	t.Parallel()
	if r := streams(t).Run("", "webui"); r.Code != 6 || r.Out != "" || !strings.Contains(r.ErrOut, "no web interface") {
		t.Errorf("%d %q %s", r.Code, r.Out, r.ErrOut)
	}
}

// TestWaitForAgent checks that wait rejects a container when waiting for an agent.
func TestWaitForAgent(t *testing.T) {
	t.Parallel()
	if r := streams(t).Run("", "wait", "c1", "agent"); r.Code != 1 || !strings.Contains(r.ErrOut, "containers have no agent") {
		t.Errorf("%d %s", r.Code, r.ErrOut)
	}
}

// TestPushToMissingInstance checks that file push names a missing instance.
func TestPushToMissingInstance(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"file push - nosuch/etc/", "file push -p - nosuch/etc/x", "file push - nosuch/etc/x"} {
		if r := streams(t).Run("x", strings.Fields(words)...); r.Code != 3 || !strings.Contains(r.ErrOut, "Instance not found") {
			t.Errorf("%s: %d %s", words, r.Code, r.ErrOut)
		}
	}
}

// TestWebUI checks the guards of the local web server: key, cookie, host and origin.
func TestWebUI(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", Middleware: withUI})
	said, stop := env.Start("webui")
	defer stop()
	address := said("http://127.0.0.1:")
	base, _, _ := strings.Cut(address, "/ui/")
	jar, _ := cookiejar.New(nil)
	stranger := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	browser := &http.Client{Jar: jar, CheckRedirect: stranger.CheckRedirect}
	ask := func(c *http.Client, url string, change func(*http.Request)) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(r)
		}
		resp, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		if resp.StatusCode == http.StatusOK && !strings.Contains(string(body), "api_extensions") {
			t.Errorf("%s: %s", url, body)
		}
		return resp.StatusCode
	}
	want := func(what string, have, status int) {
		t.Helper()
		if have != status {
			t.Errorf("%s: %d instead of %d", what, have, status)
		}
	}
	want("no key", ask(stranger, base+"/1.0", nil), http.StatusUnauthorized)
	want("wrong key", ask(stranger, base+"/ui/?key=x", nil), http.StatusUnauthorized)
	want("empty key", ask(stranger, base+"/ui/?key=", nil), http.StatusUnauthorized)
	want("right key", ask(browser, address, nil), http.StatusSeeOther)
	want("with the cookie", ask(browser, base+"/1.0", nil), http.StatusOK)
	want("own origin", ask(browser, base+"/1.0", func(r *http.Request) { r.Header.Set("Origin", base) }), http.StatusOK)
	want("foreign origin", ask(browser, base+"/1.0", func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }), http.StatusForbidden)
	want("foreign host", ask(browser, base+"/1.0", func(r *http.Request) { r.Host = "evil.example" }), http.StatusForbidden)
	want("foreign host with the key", ask(stranger, address, func(r *http.Request) { r.Host = "evil.example" }), http.StatusForbidden)
}

// TestCertificateFiles sends new certificates, and nothing if a file is missing.
func TestCertificateFiles(t *testing.T) {
	t.Parallel()
	s := &newerServer{}
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"clustering_update_cert"}, Middleware: s.middleware})
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "c"), filepath.Join(dir, "k")
	for _, file := range []string{cert, key} {
		if err := os.WriteFile(file, []byte(filepath.Base(file)+"-text"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for group, path := range map[string]string{"admin": "/1.0/certificate", "cluster": "/1.0/cluster/certificate"} {
		s.changes = nil
		if r := env.Run("", group, "update-certificate", cert, filepath.Join(dir, "none")); r.Code == 0 || len(s.changes) != 0 {
			t.Errorf("%s: without a key: %d, sent %q", group, r.Code, s.changes)
		}
		must(t, env, "", group, "update-certificate", cert, key)
		if len(s.changes) != 1 || !strings.HasPrefix(s.changes[0], "PUT "+path+" ") || !strings.Contains(s.changes[0], "c-text") || !strings.Contains(s.changes[0], "k-text") {
			t.Errorf("%s: sent %q", group, s.changes)
		}
	}
}
