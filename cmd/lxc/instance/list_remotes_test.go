package instance_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// TestListRemotes lists all servers at once.
func TestListRemotes(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty two:c2
$ lxc list --all-remotes -c n -f csv
| local,c1
| two,c2
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
`)
}

// longList answers a list of instances: it calls begin, sends more of them than any buffer holds, calls more, and sends the last.
func longList(name string, begin, more func()) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/1.0/instances" {
				next.ServeHTTP(w, r)
				return
			}
			begin()
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"type":"sync","status":"Success","status_code":200,"metadata":[`)
			filling := strings.Repeat("x", 1<<10)
			for n := range 1 << 10 {
				fmt.Fprintf(w, `{"name":"%s-%d","description":%q},`, name, n, filling)
			}
			_ = http.NewResponseController(w).Flush()
			more()
			fmt.Fprintf(w, `{"name":"%s-last","description":""}]}`, name)
		})
	}
}

// TestListRemotesStreams checks that the objects of the first remote are printed while it is still sending, and that those of
// the second one, which answers earlier, are read only after them.
func TestListRemotesStreams(t *testing.T) {
	t.Parallel()
	seen, begun := make(chan struct{}), make(chan struct{})
	env := clitest.New(t, root.New, minilxd.Options{Middleware: longList("a", func() { <-begun }, func() { <-seen })})
	second := clitest.StartServer(t, minilxd.Options{Middleware: longList("b", func() { close(begun) }, func() {
		select {
		case <-seen:
		default:
			t.Error("the second remote was read before its turn")
		}
	})})
	env.Config.Remotes["two"] = config.Remote{Addr: "unix://" + clitest.Socket(t, second)}
	said, stop := env.Start("list", "--all-remotes", "-c", "n", "-f", "yaml")
	said("  name: a-0")
	close(seen)
	for _, line := range []string{"  name: a-last", "  name: b-0", "  name: b-last"} {
		said(line)
	}
	if code := stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// TestListRemotesFails checks what is printed of a remote that fails, in all formats.
func TestListRemotesFails(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty two:c2
answer GET /1.0/instances?recursion=1 500 broken
$ lxc list --all-remotes -c n -f csv
! Error: local: broken
! Error: two: broken
= 1
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
answer GET /1.0/instances?recursion=1 500 broken
$ lxc list --all-remotes -c n -f json
| []
! Error: local: broken
! Error: two: broken
= 1
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
answer GET /1.0/instances?recursion=1 200 [{"name":"c1"},
$ lxc list --all-remotes -c n -f yaml
| []
! Error: local: unexpected answer from the server (HTTP 200): unexpected EOF
! Error: two: unexpected answer from the server (HTTP 200): unexpected EOF
= 1
> GET /1.0/instances?recursion=1
> two: GET /1.0/instances?recursion=1
`)
}
