package root_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// writeRecorder is a server that answers every write as if it had been done, does nothing, and remembers method and path. So
// each command line finds the same objects.
type writeRecorder struct {
	mu     sync.Mutex
	active bool
	writes []string
}

const finishedOperation = `{"type":"async","status":"Operation created","status_code":100,` +
	`"operation":"/1.0/operations/00000000-0000-4000-8000-000000000000",` +
	`"metadata":{"id":"00000000-0000-4000-8000-000000000000","class":"task","status":"Success","status_code":200}}`

func (w *writeRecorder) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		caught := w.active && r.Method != http.MethodGet && r.Method != http.MethodHead
		if caught {
			w.writes = append(w.writes, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/1.0"))
		}
		w.mu.Unlock()
		out.Header().Set("Content-Type", "application/json")
		if text := knownAnswers[r.URL.Path]; text != "" && r.Method == http.MethodGet {
			_, _ = io.WriteString(out, `{"type":"sync","status_code":200,"metadata":`+text+`}`)
			return
		}
		if !caught {
			next.ServeHTTP(out, r)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		out.WriteHeader(http.StatusAccepted)
		_, _ = io.WriteString(out, finishedOperation)
	})
}

// knownAnswers are answers about what the built-in server does not have.
var knownAnswers = map[string]string{
	"/1.0/instances/a/uefi-vars": `{"variables":{"A-1":{"data":"00","attr":3},"B-1":{"data":"00","attr":3}}}`,
	"/1.0/operations": `{"running":[` +
		`{"id":"1","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["h:1"],"request":{"name":"a"}}},` +
		`{"id":"2","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["h:1"],"request":{"name":"b"}}},` +
		`{"id":"3","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["h:1"],"serverName":"m1"}},` +
		`{"id":"4","class":"token","status_code":103,"metadata":{"secret":"s","fingerprint":"f","addresses":["h:1"],"serverName":"m2"}}]}`,
}

// record starts to answer writes and returns those since the last call.
func (w *writeRecorder) record() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.active = true
	got := w.writes
	w.writes = nil
	slices.Sort(got)
	return got
}

// namedObjects makes two of everything: a, which the commands name, and b, which they must not touch.
func namedObjects(t *testing.T, family string) (*clitest.Env, *writeRecorder) {
	t.Helper()
	record := &writeRecorder{}
	e := clitest.New(t, root.New, minilxd.Options{Family: family, Middleware: record.wrap, Extra: []string{
		"instances_uefi_vars", "instance_nvram", "clustering_evacuation", "clustering_join_token", "instances_rebuild",
		"storage_volumes_rebuild", "projects_force_delete", "storage_volume_nbd", "instance_force_delete", "clustering_groups_config",
	}})
	for _, name := range []string{"a", "b"} {
		for _, line := range strings.Split(strings.TrimSpace(namedSetup["lxd incus"]+namedSetup[family]), "\n") {
			must(t, e, "", strings.Fields(strings.ReplaceAll(line, "NAME", name))...)
		}
		must(t, e, "", "image", "import", clitest.Image(t, map[string]string{"root/name": name}), "--alias", name)
	}
	return e, record
}

// destructive are the verbs that take something away, stop it, or give it another name.
var destructive = []string{
	"delete", "detach", "detach-profile", "evacuate", "move", "pause", "rebuild", "remove", "rename", "reset", "restart", "restore", "resume",
	"revoke", "revoke-token", "start", "stop", "unset",
}

// TestNamedOnly: a command with a name writes to the named objects and to no others. Each command with a destructive verb is here.
func TestNamedOnly(t *testing.T) {
	t.Parallel()
	all := ""
	for families, lines := range namedLines {
		all += lines
		for _, family := range strings.Fields(families) {
			t.Run(family+" of "+families, func(t *testing.T) {
				t.Parallel()
				e, record := namedObjects(t, family)
				fingerprint := strings.TrimSpace(must(t, e, "", "image", "list", "a", "-c", "F", "-f", "csv"))
				record.record()
				for _, l := range strings.Split(strings.TrimSpace(lines), "\n") {
					line, want, _ := strings.Cut(l, " => ")
					r := e.Run("", strings.Fields(line)...)
					got := strings.ReplaceAll(strings.Join(record.record(), ", "), fingerprint, "FINGERPRINT")
					if r.Code != 0 {
						got = strings.TrimSpace(fmt.Sprintf("%s = %d", got, r.Code))
					}
					if got != want {
						t.Errorf("%s => %s\n%s", line, got, r.ErrOut)
					}
				}
			})
		}
	}
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		_, path, _ := strings.Cut(cmd.CommandPath(), " ")
		if cmd.HasSubCommands() || !slices.Contains(destructive, cmd.Name()) || elsewhere(path) {
			return
		}
		if !strings.Contains("\n"+all, "\n"+path+" ") {
			t.Errorf("%s is not in the table", path)
		}
	}
	visit(root.New(cli.NewApp(&term.Streams{})))
}

// elsewhere reports whether a command has no named objects of a server: aliases, remotes and defaults are in config.yml, "config
// profile" is "profile", a system has one of each, and files of volumes are deleted over SFTP.
func elsewhere(path string) bool {
	area, rest, _ := strings.Cut(path, " ")
	return slices.Contains([]string{"alias", "remote", "default", "admin"}, area) ||
		area == "config" && strings.HasPrefix(rest, "profile ") || path == "storage volume file delete"
}
