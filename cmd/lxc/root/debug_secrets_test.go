package root_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// TestDebugLogsOfManyCommands runs commands that send and get secrets with --debug: no secret is in the log, nor the secret of
// a websocket or of an image.
func TestDebugLogsOfManyCommands(t *testing.T) {
	t.Parallel()
	const planted = "planted-secret"
	e := clitest.New(t, root.New, minilxd.Options{Extra: []string{"container_backup"}})
	address, err := e.Server.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	image := clitest.Image(t, map[string]string{"root/f": planted})
	requests := regexp.MustCompile(`DEBUG (GET|POST|PUT|PATCH|DELETE|websocket) `)
	open := regexp.MustCompile(`(secret|token|password)=[^…& ]`)
	logged := 0
	run := func(input string, words ...string) string {
		t.Helper()
		r := e.Run(input, append([]string{"--debug"}, words...)...)
		if r.Code != 0 {
			t.Errorf("%q: %d %s", words, r.Code, r.ErrOut)
		}
		if strings.Contains(r.ErrOut, planted) || open.MatchString(r.ErrOut) || strings.Contains(r.ErrOut, "Authorization") || strings.Contains(r.ErrOut, "Cookie") {
			t.Errorf("%q logged a secret: %s", words, r.ErrOut)
		}
		logged += len(requests.FindAllString(r.ErrOut, -1))
		return r.Out
	}
	for _, line := range []string{
		"image import " + image + " --alias img", "init img c1 -c environment.TOKEN=" + planted + " -c cloud-init.user-data=" + planted,
		"config set c1 user.password=" + planted, "config set c1 environment.KEY " + planted, "config get c1 user.password", "config show c1 -e",
		"config device add c1 d1 disk source=/tmp path=/mnt user.secret=" + planted, "config set core.trust_password=" + planted, "config show", "info",
		"profile create p1 -c environment.KEY=" + planted, "profile show p1", "network create n1 user.secret=" + planted, "network show n1",
		"storage volume create default v1 user.secret=" + planted, "storage volume show default v1", "storage bucket create default b1",
		"start c1", "exec c1 --env KEY=" + planted + " -- true", "exec c1 -- echo " + planted, "file pull c1/root/f -", "copy c1 c2 -c user.secret=" + planted,
		"list -c nse -f json", "publish c2 --alias made user.secret=" + planted, "image list -f json",
		"query -X PATCH /1.0/instances/c1 --data {\"config\":{\"user.secret\":\"" + planted + "\"}}", "operation list", "config trust add --name x", "config trust list-tokens",
		"config trust list", "delete -f c1 c2", "init --empty c3",
	} {
		run("", strings.Fields(line)...)
	}
	run(planted, "file", "push", "-p", "-", "c3/root/x")
	token := strings.TrimSpace(e.Must("config", "trust", "add", "-q", "--name", "guest"))
	guest := config.NewConfig()
	guest.ConfigDir = filepath.Join(t.TempDir(), "guest")
	admin := e.Config
	e.Config = guest
	out := e.Run("", "--debug", "remote", "add", "one", address, "--accept-certificate", "--password", planted)
	if out.Code != 0 || strings.Contains(out.ErrOut, planted) {
		t.Errorf("%d %s", out.Code, out.ErrOut)
	}
	out = e.Run("", "--debug", "remote", "add", "two", token)
	if out.Code != 0 || strings.Contains(out.ErrOut, token) {
		t.Errorf("%d %s", out.Code, out.ErrOut)
	}
	e.Config = admin
	if logged < 60 {
		t.Errorf("only %d requests were logged", logged)
	}
}

// TestNamesAreNoFormats checks that names with percent signs go through results, files and messages unchanged.
func TestNamesAreNoFormats(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{SFTP: true})
	e.Must("init", "--empty", "c1")
	dir := t.TempDir()
	for _, name := range []string{"100%", "%s%n%d", "%!", "%v %"} {
		if out := e.Must("profile", "create", name, "--description", name); out != "Profile "+name+" created\n" {
			t.Errorf("%q: %q", name, out)
		}
		if out := e.Must("profile", "list", "-f", "csv", "-c", "nd"); !strings.Contains(out, name+","+name+"\n") {
			t.Errorf("%q: %q", name, out)
		}
		p := e.OnTerminal(t, "profile", "show", name)
		if code := p.Ends(); code != 0 || !strings.Contains(p.Screen(), name) || strings.Contains(p.Screen(), "MISSING") || strings.Contains(p.Screen(), "NOVERB") {
			t.Errorf("%q: %d %q", name, code, p.Screen())
		}
		must(t, e, "text of "+name, "file", "push", "-p", "-", "c1/root/d/"+name)
		p = e.OnTerminal(t, "file", "pull", "-r", "c1/root/d", dir)
		if code := p.Ends(); code != 0 || strings.Contains(p.Screen(), "%!(") {
			t.Errorf("%q: %d %q", name, code, p.Screen())
		}
		if r := e.Run("", "file", "pull", "c1/root/d/"+name+"/nosuch", dir); r.Code == 0 || strings.Contains(r.ErrOut, "%!(") {
			t.Errorf("%q: %d %q", name, r.Code, r.ErrOut)
		}
		if r := e.Run("", "profile", "show", name+"x"); r.Code != 3 || strings.Contains(r.ErrOut, "%!(") {
			t.Errorf("%q: %d %q", name, r.Code, r.ErrOut)
		}
	}
	if got := tree(t, dir); len(got) != 6 {
		t.Errorf("%q", got)
	}
}
