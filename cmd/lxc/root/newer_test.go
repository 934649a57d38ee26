package root_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// newer lists commands that require LXD 6 or Incus 7, with the request that each must send.
var newer = []struct{ family, line, input, want string }{
	{"lxd", "auth group permission add staff server viewer", "", `PUT /1.0/auth/groups/staff "entitlement":"viewer"`},
	{"lxd", "auth group permission remove staff server admin", "", `PUT /1.0/auth/groups/staff "permissions":[]`},
	{"lxd", "auth identity create tls/ada", "", `POST /1.0/auth/identities/tls "name":"ada"`},
	{"lxd", "auth identity group add tls/ada staff2", "", `PUT /1.0/auth/identities/tls/ada "staff2"`},
	{"lxd", "auth identity group remove tls/ada staff", "", `PUT /1.0/auth/identities/tls/ada "groups":[]`},
	{"lxd", "auth identity edit tls/ada", "groups: [a]\n", `PUT /1.0/auth/identities/tls/ada "groups":["a"]`},
	{"lxd", "auth identity delete tls/ada", "", `DELETE /1.0/auth/identities/tls/ada`},
	{"lxd", "auth identity token issue bearer/ada", "", `POST /1.0/auth/identities/bearer/ada/token`},
	{"lxd", "auth identity token revoke bearer/ada", "", `DELETE /1.0/auth/identities/bearer/ada/token`},
	{"lxd", "auth identity-provider-group group add idp staff2", "", `PUT /1.0/auth/identity-provider-groups/idp "staff2"`},
	{"lxd", "auth identity-provider-group group remove idp staff", "", `PUT /1.0/auth/identity-provider-groups/idp "groups":[]`},
	{"lxd", "auth oidc-session delete s1", "", `DELETE /1.0/auth/oidc-sessions/s1`},
	{"lxd", "cluster link create berlin", "", `POST /1.0/cluster/links "name":"berlin"`},
	{"lxd", "cluster link set berlin user.a=1", "", `PUT /1.0/cluster/links/berlin "user.a":"1"`},
	{"lxd", "cluster link rename berlin paris", "", `POST /1.0/cluster/links/berlin "name":"paris"`},
	{"lxd", "cluster link edit berlin", "description: x\n", `PUT /1.0/cluster/links/berlin "description":"x"`},
	{"lxd", "cluster link unset berlin user.a", "", `PUT /1.0/cluster/links/berlin`},
	{"lxd", "cluster link delete berlin", "", `DELETE /1.0/cluster/links/berlin`},
	{"lxd", "replicator run nightly", "", `PUT /1.0/replicators/nightly/state`},
	{"lxd", "project promote-replica p1", "", `PUT /1.0/projects/p1/state "leader"`},
	{"lxd", "project demote-replica p1", "", `PUT /1.0/projects/p1/state "standby"`},
	{"lxd", "config uefi edit v1", "variables: {}\n", `PUT /1.0/instances/v1/uefi-vars "variables":{}`},
	{"incus", "low-level nvram unset v1 guid/Boot", "", `DELETE /1.0/instances/v1/nvram/guid/Boot`},
	{"incus", "low-level repair v1 rebuild-config-volume", "", `POST /1.0/instances/v1/debug/repair "rebuild-config-volume"`},
	{"incus", "network address-set add office 192.0.2.9", "", `PUT /1.0/network-address-sets/office "192.0.2.9"`},
	{"incus", "network address-set remove office 192.0.2.1", "", `PUT /1.0/network-address-sets/office "addresses":[]`},
	{"incus", "network load-balancer backend add br0 192.0.2.1 web 192.0.2.8", "", `PUT /1.0/networks/br0/load-balancers/192.0.2.1 "target_address":"192.0.2.8"`},
	{"incus", "network load-balancer port add br0 192.0.2.1 tcp 80 b0", "", `PUT /1.0/networks/br0/load-balancers/192.0.2.1 "listen_port":"80"`},
	{"incus", "network load-balancer backend remove br0 192.0.2.1 b0", "", `PUT /1.0/networks/br0/load-balancers/192.0.2.1 "backends":[]`},
	{"incus", "storage volume rebuild default v1", "", `POST /1.0/storage-pools/default/volumes/custom/v1/rebuild`},
	{"incus", "storage volume bitmap create default v1 b0", "", `POST /1.0/storage-pools/default/volumes/custom/v1/bitmaps "name":"b0"`},
	{"incus", "storage volume bitmap delete default v1 b0", "", `DELETE /1.0/storage-pools/default/volumes/custom/v1/bitmaps/b0`},
	{"lxd", "config uefi set v1 Boot=01", "", `PUT /1.0/instances/v1/uefi-vars "01"`},
	{"lxd", "config uefi unset v1 Boot", "", `PUT /1.0/instances/v1/uefi-vars "variables":{}`},
	{"incus", "low-level nvram set v1 guid/Boot=0001", "", `PUT /1.0/instances/v1/nvram/guid/Boot`},
	{"incus", "network load-balancer port remove br0 192.0.2.1 tcp 80", "", `PUT /1.0/networks/br0/load-balancers/192.0.2.1 "ports":[]`},
	{"lxd", "network load-balancer pool instance add br0 p0 web 80", "", `PUT /1.0/networks/br0/load-balancer-pools/p0 "web"`},
	{"lxd", "network load-balancer pool instance remove br0 p0 db", "", `PUT /1.0/networks/br0/load-balancer-pools/p0 `},
	{"incus", "low-level nvram set v1 guid/Boot=-", "{data: 0001, attributes: 3}", `PUT /1.0/instances/v1/nvram/guid/Boot ` + "\x00\x01"},
	{"incus", "low-level nvram edit v1 guid/Boot", "data: 00 02\nattributes: 7\n", `PUT /1.0/instances/v1/nvram/guid/Boot ` + "\x00\x02"},
	{"incus", "low-level bitmaps create v1 b0", "", `POST /1.0/instances/v1/bitmaps "name":"b0"`},
}

// newerReads lists read-only commands with text that they must print.
var newerReads = []struct{ family, line, want string }{
	{"lxd", "auth identity list -f csv", "ada"},
	{"lxd", "auth identity show tls/ada", "staff"},
	{"lxd", "auth identity info", "ada"},
	{"lxd", "auth permission list -f csv", "viewer"},
	{"lxd", "auth oidc-session list -f csv", "s1"},
	{"lxd", "auth oidc-session show s1", "s1"},
	{"lxd", "cluster link list -f csv", "berlin"},
	{"lxd", "cluster link show berlin", "berlin"},
	{"lxd", "cluster link get berlin user.a", "1"},
	{"lxd", "cluster link info berlin", "ACTIVE"},
	{"lxd", "replicator info nightly", "ready"},
	{"lxd", "config uefi show v1", "Boot"},
	{"incus", "network load-balancer info br0 192.0.2.1", "web"},
	{"incus", "network acl show-log web-in", "dropped"},
	{"lxd", "config uefi get v1 Boot", "00"},
	{"incus", "low-level nvram list v1 -f csv", "guid,Boot"},
	{"incus", "low-level nvram get v1 guid/Boot", "data: \"0001\"\nattributes: 0\n"},
	{"incus", "low-level nvram get v1 guid/Boot -f hex", "0001\n"},
	{"incus", "low-level nvram get v1 guid/Boot -f base64", "AAE=\n"},
	{"incus", "low-level nvram get v1 guid/Boot -f raw", "\x00\x01"},
	{"incus", "low-level dump-memory v1 -", "memory"},
	{"incus", "storage volume bitmap list default v1 -f csv", "b0"},
	{"incus", "storage volume bitmap show default v1 b0", "b0"},
}

// newerAnswers are the responses to reads by path, as in the API documentation.
var newerAnswers = map[string]string{
	"/1.0/auth/groups/staff":                                  `{"name":"staff","description":"","permissions":[{"entity_type":"server","url":"/1.0","entitlement":"admin"}],"identities":{},"identity_provider_groups":[]}`,
	"/1.0/auth/identities":                                    `[{"authentication_method":"tls","type":"Client certificate","id":"3f","name":"ada","groups":["staff"]}]`,
	"/1.0/auth/identities/tls/ada":                            `{"authentication_method":"tls","type":"Client certificate","id":"3f","name":"ada","groups":["staff"]}`,
	"/1.0/auth/identities/current":                            `{"authentication_method":"tls","type":"Client certificate","id":"3f","name":"ada","groups":["staff"],"effective_groups":["staff"],"effective_permissions":[]}`,
	"/1.0/auth/identity-provider-groups/idp":                  `{"name":"idp","groups":["staff"]}`,
	"/1.0/auth/permissions":                                   `[{"entity_type":"server","url":"/1.0","entitlement":"viewer","groups":["staff"]}]`,
	"/1.0/auth/oidc-sessions":                                 `[{"uuid":"s1","email":"ada@example.net"}]`,
	"/1.0/auth/oidc-sessions/s1":                              `{"uuid":"s1","email":"ada@example.net"}`,
	"/1.0/cluster/links":                                      `[{"name":"berlin","type":"user","description":"","config":{"user.a":"1"}}]`,
	"/1.0/cluster/links/berlin":                               `{"name":"berlin","type":"user","description":"","config":{"user.a":"1"}}`,
	"/1.0/cluster/links/berlin/state":                         `{"cluster_link_members":[{"address":"192.0.2.1","server_name":"m1","status":"Active"}]}`,
	"/1.0/replicators/nightly":                                `{"name":"nightly","description":"","config":{"schedule":"@daily"},"last_run_at":"0001-01-01T00:00:00Z"}`,
	"/1.0/replicators/nightly/state":                          `{"status":"ready"}`,
	"/1.0/instances/v1/uefi-vars":                             `{"variables":{"Boot":{"data":"00","attr":7,"timestamp":"","digest":""}}}`,
	"/1.0/network-address-sets/office":                        `{"name":"office","description":"","addresses":["192.0.2.1"],"config":{}}`,
	"/1.0/networks/br0/load-balancers/192.0.2.1":              `{"listen_address":"192.0.2.1","backends":[{"name":"b0","target_address":"192.0.2.7","target_port":"","description":""}],"ports":[{"protocol":"tcp","listen_port":"80","target_backend":["b0"]}],"config":{}}`,
	"/1.0/networks/br0/load-balancers/192.0.2.1/state":        `{"backend_health":{"web":{"address":"192.0.2.8","ports":[]}}}`,
	"/1.0/network-acls/web-in/log":                            `raw:dropped`,
	"/1.0/storage-pools/default/volumes/custom/v1/bitmaps":    `[{"name":"b0"}]`,
	"/1.0/storage-pools/default/volumes/custom/v1/bitmaps/b0": `{"name":"b0"}`,
	"/1.0/networks/br0/load-balancer-pools/p0":                `{"name":"p0","description":"","config":{},"instances":[{"name":"db","target_port":"80"}]}`,
	"/1.0/instances/v1/nvram":                                 `{"guid":{"Boot":{"attributes":7}}}`,
	"/1.0/instances/v1/nvram/guid/Boot":                       "raw:\x00\x01",
	"/1.0/instances/v1/debug/memory":                          "raw:memory",
	"/1.0/projects/p1":                                        `{"name":"p1","config":{}}`,
	"/1.0/auth/identities/bearer/ada/token":                   `{"token":"secret"}`,
	"/1.0/storage-pools/default/volumes/custom/v1":            `{"name":"v1","type":"custom","config":{}}`,
}

// newerServer responds to reads and records write requests.
type newerServer struct {
	mu      sync.Mutex
	changes []string
}

func (s *newerServer) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, found := newerAnswers[r.URL.Path]
		if r.Method == http.MethodGet {
			if !found {
				next.ServeHTTP(w, r)
				return
			}
		} else {
			body, _ := io.ReadAll(r.Body)
			s.mu.Lock()
			s.changes = append(s.changes, r.Method+" "+r.URL.Path+" "+string(body))
			s.mu.Unlock()
			if r.Method != http.MethodPost || !found {
				answer = "{}"
			}
		}
		if raw, ok := strings.CutPrefix(answer, "raw:"); ok {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = io.WriteString(w, raw)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"type":"sync","status":"Success","status_code":200,"metadata":%s}`, answer)
	})
}

// recordedExtensions are the extensions of the newest recorded servers of both families.
func recordedExtensions(t *testing.T) []string {
	t.Helper()
	names := []string{"instances_debug_repair", "network_load_balancer_state"}
	for _, file := range []string{"lxd-6.9.json", "incus-7.3.json"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "pkg", "client", "testdata", "recorded", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.Split(string(data), `"`) {
			if strings.Contains(word, "_") && !strings.ContainsAny(word, " ./:{}[],\n") {
				names = append(names, word)
			}
		}
	}
	return append(names, "replicators")
}

func TestNewerCommands(t *testing.T) {
	t.Parallel()
	extra := recordedExtensions(t)
	for _, c := range newer {
		t.Run(strings.ReplaceAll(c.line, " ", "_"), func(t *testing.T) {
			t.Parallel()
			s := &newerServer{}
			env := clitest.New(t, root.New, minilxd.Options{Family: c.family, Extra: extra, Middleware: s.middleware})
			if r := env.Run(c.input, strings.Fields(c.line)...); r.Code != 0 {
				t.Fatalf("exit code %d: %s (sent %q)", r.Code, r.ErrOut, s.changes)
			}
			method, rest, _ := strings.Cut(c.want, " ")
			path, part, _ := strings.Cut(rest, " ")
			if len(s.changes) != 1 || !strings.HasPrefix(s.changes[0], method+" "+path+" ") || !strings.Contains(s.changes[0], part) {
				t.Errorf("sent %q, want %q", s.changes, c.want)
			}
			old := &newerServer{}
			bare := clitest.New(t, root.New, minilxd.Options{Bare: true, Middleware: old.middleware})
			if r := bare.Run(c.input, strings.Fields(c.line)...); r.Code == 0 || len(old.changes) != 0 {
				t.Errorf("on an old server: exit code %d, sent %q", r.Code, old.changes)
			}
		})
	}
	for _, c := range newerReads {
		t.Run(strings.ReplaceAll(c.line, " ", "_"), func(t *testing.T) {
			t.Parallel()
			s := &newerServer{}
			env := clitest.New(t, root.New, minilxd.Options{Family: c.family, Extra: extra, Middleware: s.middleware})
			if r := env.Run("", strings.Fields(c.line)...); r.Code != 0 || !strings.Contains(r.Out, c.want) {
				t.Errorf("exit code %d: %q %s", r.Code, r.Out, r.ErrOut)
			}
		})
	}
}
