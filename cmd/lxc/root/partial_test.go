package root_test

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// failing makes a server respond to the paths of a pattern with an error.
func failing(pattern string) func(http.Handler) http.Handler {
	path := regexp.MustCompile(pattern)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet && path.MatchString(r.URL.RequestURI()) {
				w.WriteHeader(http.StatusInternalServerError)
				_, _ = io.WriteString(w, `{"type":"error","error_code":500,"error":"the member is down"}`)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// TestOneBadThingDoesNotHideTheGoodOnes checks that an error for one object does not hide the others.
func TestOneBadThingDoesNotHideTheGoodOnes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, pattern string
		setup         []string
		line, want    string
	}{
		{"state of an instance", `/instances/c2/state`, nil, "list -c ns4 -f csv", "c1,RUNNING,192.+\nc2,ERROR,\nc3,RUNNING,192.+\n"},
		{"snapshots of an instance", `/instances/c2/snapshots`, nil, "list -c nsS -f csv", "c1,RUNNING,0\nc2,ERROR,0\nc3,RUNNING,0\n"},
		{"all states at once", `/instances/c2/state|recursion=2;fields|recursion=2%3Bfields`,
			[]string{"c4", "c5", "c6", "c7", "c8", "c9"}, "list -c ns4 -f csv",
			"c1,RUNNING,192.+\nc2,ERROR,\n(c[3-9],RUNNING,192.+\n){7}"},
		{"usage of a volume", `/volumes/custom/v2/state`, nil, "storage volume list default type=custom -c nU -f csv", "v1,.+\nv2,\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			env := clitest.New(t, root.New, minilxd.Options{
				Family: "incus", Middleware: failing(c.pattern), Extra: []string{"instances_state_selective_recursion", "storage_volume_state"},
			})
			image := clitest.Image(t, nil)
			must(t, env, "", "image", "import", image, "--alias", "img")
			for _, name := range append([]string{"c1", "c2", "c3"}, c.setup...) {
				must(t, env, "", "launch", "img", name)
			}
			for _, name := range []string{"v1", "v2"} {
				must(t, env, "", "storage", "volume", "create", "default", name)
			}
			if out := must(t, env, "", strings.Fields(c.line)...); !regexp.MustCompile("^" + c.want + "$").MatchString(out) {
				t.Errorf("%s: %q", c.line, out)
			}
		})
	}
}

// TestOneBadRemote checks that an unreachable remote is named and the others are listed.
func TestOneBadRemote(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	must(t, env, "", "init", "--empty", "c1")
	env.Config.Remotes["down"] = config.Remote{Addr: "unix:///nonexistent/socket"}
	r := env.Run("", "list", "--all-remotes", "-c", "Rn", "-f", "csv")
	if r.Code != 7 || r.Out != "local,c1\n" || !strings.HasPrefix(r.ErrOut, "Error: down: ") || strings.Count(r.ErrOut, "\n") != 1 {
		t.Error(fmt.Sprint(r.Code), r.Out, r.ErrOut)
	}
}
