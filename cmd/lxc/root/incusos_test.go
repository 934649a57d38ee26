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

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// systemAnswers are the responses to reads below /os/1.0: shortened examples of the published IncusOS API documentation.
var systemAnswers = map[string]string{
	"":                            `{"environment":{"hostname":"af94e64e","os_name":"IncusOS","os_version":"202511041601","os_version_next":"202511152230","uptime":"3237039"}}`,
	"/applications":               `["/1.0/applications/incus","/1.0/applications/debug"]`,
	"/applications/incus":         `{"config":{"lxcfs":{"load_average":true}},"state":{"initialized":true,"version":"202511041800"}}`,
	"/services":                   `["/1.0/services/ovn","/1.0/services/ceph"]`,
	"/services/ovn":               `{"config":{"enabled":false},"state":{}}`,
	"/debug/log":                  `[{"__REALTIME_TIMESTAMP":"1762272421322883","_HOSTNAME":"af94e64e","_PID":"688","SYSLOG_IDENTIFIER":"incus-osd","MESSAGE":"System is ready"},{"SYSLOG_IDENTIFIER":"kernel","MESSAGE":[104,105]}]`,
	"/debug/processes":            `["PID COMMAND","1 systemd"]`,
	"/debug/secureboot/event-log": `{"event_log":[],"pcr4":"63d3","pcr7":"ab05"}`,
	"/system/fallback-listener":   `{"config":{"listen_address":"192.168.100.100:8443"},"state":{"active":false}}`,
	"/system/kernel":              `{"config":{"blacklist_modules":["bad-module"]},"state":{"memory":{"zram_swap":{"disk_size":1073741824}}}}`,
	"/system/logging":             `{"config":{"syslog":{"address":"localhost"}},"state":{}}`,
	"/system/network":             `{"config":{"time":{"timezone":"UTC"}},"state":{"interfaces":{"enp5s0":{"mtu":1500}}}}`,
	"/system/provider":            `{"config":{"name":"images"},"state":{"registered":false}}`,
	"/system/resources":           `{"cpu":{"architecture":"x86_64"}}`,
	"/system/security":            `{"config":{"encryption_recovery_keys":["fkrj"]},"state":{"tpm_status":"ok"}}`,
	"/system/storage":             `{"config":{},"state":{"pools":[{"name":"local","state":"ONLINE"}]}}`,
	"/system/update":              `{"config":{"channel":"stable"},"state":{"needs_reboot":false}}`,
}

// systemLines are command lines of `admin os`, with their output and requests. FILE is an archive.
var systemLines = []struct{ line, input, prints, sends string }{
	{"admin os show", "", "environment:\n  hostname: af94e64e\n", "GET "},
	{"admin os show -f json", "", `{"environment":{"hostname":"af94e64e"`, "GET "},
	{"admin os show -o json --fields environment.hostname", "", `{"environment":{"hostname":"af94e64e"}}`, "GET "},
	{"admin os show -o yaml", "", "environment:\n  hostname: af94e64e\n", "GET "},
	{"admin os system kernel info --jq .memory.zram_swap.disk_size", "", "1073741824\n", "GET /system/kernel"},
	{"admin os application list -o name", "", "debug\nincus\n", "GET /applications"},
	{"admin os debug processes -o json", "", `["PID COMMAND","1 systemd"]`, "GET /debug/processes"},
	{"admin os debug log --jq .[0]._PID", "", "688\n", "GET /debug/log"},
	{"admin os application action incus -d {\"do\":\"x\"}", "", "", `POST /applications/incus/:action {"do":"x"}`},
	{"admin os application add -d {\"name\":\"gpu-support\"}", "", "", `POST /applications {"name":"gpu-support"}`},
	{"admin os application backup incus OUT -d {\"complete\":true}", "", "", `POST /applications/incus/:backup {"complete":true}`},
	{"admin os application backup incus -", "", "archive", `POST /applications/incus/:backup {}`},
	{"admin os application check-update incus", "", "", `POST /applications/incus/:check-update`},
	{"admin os application debug incus", "", "said: so\n", `POST /applications/incus/:debug`},
	{"admin os application edit incus", "config:\n  lxcfs: {cpu_shares: false}\nstate: {version: x}\n", "", `PUT /applications/incus {"config":{"lxcfs":{"cpu_shares":false}}}`},
	{"admin os application factory-reset incus --force", "", "", `POST /applications/incus/:factory-reset`},
	{"admin os application list -f csv", "", "debug\nincus\n", "GET /applications"},
	{"admin os application remove debug", "yes\n", "", "POST /applications/debug/:remove"},
	{"admin os application restart incus --force --target m1", "", "", "POST /applications/incus/:restart?target=m1"},
	{"admin os application restore incus FILE --force", "", "", "POST /applications/incus/:restore gzip archive"},
	{"admin os application show incus", "", "config:\n  lxcfs:\n    load_average: true\n", "GET /applications/incus"},
	{"admin os application switch-version incus --force -d {\"version\":\"1\"}", "", "", `POST /applications/incus/:switch-version {"version":"1"}`},
	{"admin os debug log -u incus-osd -b 0 -n 5 -S yesterday -U today", "", "af94e64e incus-osd[688]: System is ready\nkernel: hi\n", "GET /debug/log?boot=0&entries=5&since=yesterday&unit=incus-osd&until=today"},
	{"admin os debug processes", "", "PID COMMAND\n1 systemd\n", "GET /debug/processes"},
	{"admin os debug secureboot event-log", "", "pcr4: 63d3\n", "GET /debug/secureboot/event-log"},
	{"admin os debug secureboot update", "archive", "", "POST /debug/secureboot/:update gzip archive"},
	{"admin os service edit ovn", "{\"enabled\": true}", "", `PUT /services/ovn {"config":{"enabled":true}}`},
	{"admin os service list", "", "| ovn  |", "GET /services"},
	{"admin os service reset ovn --force", "", "", "POST /services/ovn/:reset"},
	{"admin os service show ovn", "", "config:\n  enabled: false\nstate: {}\n", "GET /services/ovn"},
	{"admin os system backup OUT", "", "", "POST /system/:backup {}"},
	{"admin os system factory-reset --force -d {\"wipe_existing_seeds\":true}", "", "", `POST /system/:factory-reset {"wipe_existing_seeds":true}`},
	{"admin os system poweroff --force", "", "", "POST /system/:poweroff"},
	{"admin os system reboot", "yes\n", "", "POST /system/:reboot"},
	{"admin os system restore FILE --force -s network-macs", "", "", "POST /system/:restore?skip=network-macs gzip archive"},
	{"admin os system suspend --force", "", "", "POST /system/:suspend"},
	{"admin os system fallback-listener show", "", "listen_address", "GET /system/fallback-listener"},
	{"admin os system fallback-listener edit", "config: {}", "", `PUT /system/fallback-listener {"config":{}}`},
	{"admin os system kernel show", "", "bad-module", "GET /system/kernel"},
	{"admin os system kernel edit", "config: {blacklist_modules: []}", "", `PUT /system/kernel {"config":{"blacklist_modules":[]}}`},
	{"admin os system kernel info", "", "memory:\n  zram_swap:\n", "GET /system/kernel"},
	{"admin os system logging show", "", "address: localhost", "GET /system/logging"},
	{"admin os system logging edit", "config: {}", "", `PUT /system/logging {"config":{}}`},
	{"admin os system network show", "", "timezone: UTC", "GET /system/network"},
	{"admin os system network edit", "config: {time: {timezone: UTC}}", "", `PUT /system/network {"config":{"time":{"timezone":"UTC"}}}`},
	{"admin os system network info", "", "interfaces:\n  enp5s0:\n", "GET /system/network"},
	{"admin os system network confirm", "", "", "POST /system/network/:confirm"},
	{"admin os system network flush-dns", "", "", "POST /system/network/:flush-dns"},
	{"admin os system provider show", "", "name: images", "GET /system/provider"},
	{"admin os system provider edit", "config: {name: images}", "", `PUT /system/provider {"config":{"name":"images"}}`},
	{"admin os system resources show", "", "architecture: x86_64", "GET /system/resources"},
	{"admin os system resources info", "", "architecture: x86_64", "GET /system/resources"},
	{"admin os system security show", "", "tpm_status: ok", "GET /system/security"},
	{"admin os system security edit", "config: {}", "", `PUT /system/security {"config":{}}`},
	{"admin os system security tpm-rebind --force", "", "", "POST /system/security/:tpm-rebind"},
	{"admin os system storage show", "", "name: local", "GET /system/storage"},
	{"admin os system storage edit", "config: {pools: []}", "", `PUT /system/storage {"config":{"pools":[]}}`},
	{"admin os system storage info", "", "pools:\n- name: local\n", "GET /system/storage"},
	{"admin os system storage create-volume -d {\"name\":\"v\"}", "", "", `POST /system/storage/:create-volume {"name":"v"}`},
	{"admin os system storage delete --force -d {\"name\":\"p\"}", "", "", `POST /system/storage/:delete-pool {"name":"p"}`},
	{"admin os system storage delete-volume --force -d {\"name\":\"v\"}", "", "", `POST /system/storage/:delete-volume {"name":"v"}`},
	{"admin os system storage encrypt-drive --force -d {\"id\":\"d\"}", "", "", `POST /system/storage/:encrypt-drive {"id":"d"}`},
	{"admin os system storage import-encrypted-drive -d {\"id\":\"d\"}", "", "", `POST /system/storage/:import-encrypted-drive {"id":"d"}`},
	{"admin os system storage import-storage-pool -d {\"name\":\"p\"}", "", "", `POST /system/storage/:import-pool {"name":"p"}`},
	{"admin os system storage scrub-pool -d {\"name\":\"p\"}", "", "", `POST /system/storage/:scrub-pool {"name":"p"}`},
	{"admin os system storage wipe-drive --force -d {\"id\":\"d\"}", "", "", `POST /system/storage/:wipe-drive {"id":"d"}`},
	{"admin os system update show", "", "channel: stable", "GET /system/update"},
	{"admin os system update edit", "config: {channel: testing}", "", `PUT /system/update {"config":{"channel":"testing"}}`},
	{"admin os system update check --force -d {\"os_only\":true}", "", "", `POST /system/update/:check {"os_only":true}`},
}

// systemServer is a server on IncusOS, or on another system.
type systemServer struct {
	system string
	mu     sync.Mutex
	said   []string
}

func (s *systemServer) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, below := strings.CutPrefix(r.URL.Path, "/os/1.0")
		if r.URL.Path != "/1.0" && !below {
			next.ServeHTTP(w, r)
			return
		}
		answer := fmt.Sprintf(`{"auth":"trusted","api_extensions":[],"environment":{"server":"incus","server_version":"7.3","os_name":%q}}`, s.system)
		if below {
			answer = s.answer(r, path)
		}
		if !strings.HasPrefix(answer, "{") && !strings.HasPrefix(answer, "[") {
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = io.WriteString(w, answer)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"type":"sync","status":"Success","status_code":200,"metadata":%s}`, answer)
	})
}

func (s *systemServer) answer(r *http.Request, path string) string {
	body, _ := io.ReadAll(r.Body)
	said := r.Method + " " + path
	if r.URL.RawQuery != "" {
		said += "?" + r.URL.RawQuery
	}
	if r.Header.Get("Content-Type") == "application/gzip" {
		said += " gzip"
	}
	if text := strings.TrimSpace(string(body)); text != "" {
		said += " " + text
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, said)
	switch {
	case r.Method == http.MethodGet:
		return systemAnswers[path]
	case strings.HasSuffix(path, ":backup"):
		return "archive"
	case strings.HasSuffix(path, ":debug"):
		return `{"said":"so"}`
	}
	return "{}"
}

func TestSystemCommands(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "archive")
	if err := os.WriteFile(file, []byte("archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range systemLines {
		t.Run(strings.ReplaceAll(c.line, " ", "_"), func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			words := strings.Fields(strings.NewReplacer("FILE", file, "OUT", out).Replace(c.line))
			s := &systemServer{system: "IncusOS"}
			r := clitest.New(t, root.New, minilxd.Options{Family: "incus", Middleware: s.middleware}).Run(c.input, words...)
			if r.Code != 0 || !strings.Contains(r.Out, c.prints) || len(s.said) != 1 || s.said[0] != c.sends {
				t.Errorf("exit code %d: printed %q, sent %q, want %q %q; %s", r.Code, r.Out, s.said, c.prints, c.sends, r.ErrOut)
			}
			if text, err := os.ReadFile(out); strings.Contains(c.line, "OUT") && string(text) != "archive" {
				t.Errorf("the file holds %q: %v", text, err)
			}
			s = &systemServer{system: "Debian GNU/Linux"}
			r = clitest.New(t, root.New, minilxd.Options{Family: "incus", Middleware: s.middleware}).Run(c.input, words...)
			if r.Code != 6 || !strings.Contains(r.ErrOut, "IncusOS") || len(s.said) != 0 {
				t.Errorf("on another system: exit code %d, sent %q; %s", r.Code, s.said, r.ErrOut)
			}
		})
	}
}

// TestSystemCommandsRefuse checks that nothing is sent without confirmation, or after a usage error.
func TestSystemCommandsRefuse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		line, input string
		code        int
	}{
		{"system reboot", "no\n", 0},
		{"system reboot", "", 1},
		{"application add -d [1", "", 2},
		{"application add -d name", "", 2},
	} {
		s := &systemServer{system: "IncusOS"}
		r := clitest.New(t, root.New, minilxd.Options{Family: "incus", Middleware: s.middleware}).Run(c.input, strings.Fields("admin os "+c.line)...)
		if r.Code != c.code || len(s.said) != 0 {
			t.Errorf("%s: exit code %d, sent %q; %s", c.line, r.Code, s.said, r.ErrOut)
		}
	}
}

// TestEverySystemCommandRuns checks that each command of `admin os` has a line above.
func TestEverySystemCommandRuns(t *testing.T) {
	t.Parallel()
	top, _, err := root.New(cli.NewApp(term.Standard())).Find([]string{"admin", "os"})
	if err != nil {
		t.Fatal(err)
	}
	var visit func(cmd *cobra.Command, words string)
	visit = func(cmd *cobra.Command, words string) {
		for _, sub := range cmd.Commands() {
			visit(sub, strings.TrimSpace(words+" "+sub.Name()))
		}
		if cmd.HasSubCommands() {
			return
		}
		for _, c := range systemLines {
			if strings.HasPrefix(c.line+" ", "admin os "+words+" ") {
				return
			}
		}
		t.Errorf("no line runs %q", words)
	}
	visit(top, "")
}
