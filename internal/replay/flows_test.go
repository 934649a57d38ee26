package replay_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/replay"
	"github.com/openlxc/lxc/internal/term"
)

// asClient makes the test binary act as the client if it is called by the name of a stock client.
const asClient = "LXC_REPLAY_CLIENT"

func TestMain(m *testing.M) {
	if os.Getenv(asClient) != "" {
		app := cli.NewApp(term.Standard())
		app.SetProgram(os.Args[0])
		if at, err := time.Parse(time.RFC3339, os.Getenv(asClient)); err == nil {
			app.Now = func() time.Time { return at }
		}
		os.Exit(app.Run(context.Background(), root.New, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// TestFlows runs each recorded command line of the newest stock clients against the recorded responses of its server.
// REPLAY_FLOWS names a directory of further flows (lxd-6.9/*.json, incus-7.3/*.json), which are run instead of those here;
// REPLAY_ONLY selects flows by a part of their names, and REPLAY_KNOWN=1 prints known differences.
func TestFlows(t *testing.T) {
	if testing.Short() {
		t.Skip("runs 575 command lines")
	}
	for _, server := range []string{"lxd-6.9", "incus-7.3"} {
		t.Run(server, func(t *testing.T) { runFlows(t, server) })
	}
}

func runFlows(t *testing.T, server string) {
	more := os.Getenv("REPLAY_FLOWS")
	if more != "" {
		more = filepath.Join(more, server)
	}
	g, err := replay.LoadFlows(filepath.Join("testdata", server+".jsonl.gz"), more)
	if err != nil {
		t.Fatal(err)
	}
	listed, known := readList(t, "testdata/differences.tsv", server, 4), readList(t, "testdata/known.tsv", server, 2)
	w := newWorkshop(t, server, g)
	results := w.runAll(g.Flows)
	agree, inList, differ := 0, 0, 0
	for _, f := range g.Flows {
		only := os.Getenv("REPLAY_ONLY")
		if only != "" && !strings.Contains(f.Name, only) {
			continue
		}
		faults := results[f.Name]
		_, isListed := listed[f.Name]
		_, isKnown := known[f.Name]
		switch {
		case len(faults) == 0:
			agree++
			if more == "" && isListed {
				t.Errorf("%s agrees: take it out of differences.tsv", f.Name)
			}
			if more == "" && isKnown {
				t.Errorf("%s agrees now: take it out of known.tsv", f.Name)
			}
		case isListed:
			inList++
		default:
			differ++
			if !isKnown || os.Getenv("REPLAY_KNOWN") != "" {
				t.Errorf("%s: %s\n    %s", f.Name, f.Command, strings.ReplaceAll(strings.Join(faults, "\n"), "\n", "\n    "))
			}
		}
	}
	for name := range known {
		if more == "" && !slices.ContainsFunc(g.Flows, func(f replay.Flow) bool { return f.Name == name }) {
			t.Errorf("known.tsv: there is no flow %s", name)
		}
	}
	for name := range listed {
		if more == "" && !slices.ContainsFunc(g.Flows, func(f replay.Flow) bool { return f.Name == name }) {
			t.Errorf("differences.tsv: there is no flow %s", name)
		}
	}
	t.Logf("%s: %d flows: %d agree, %d differ for a reason that is listed, %d differ", server, agree+inList+differ, agree, inList, differ)
	if total := agree + inList + differ; more == "" && os.Getenv("REPLAY_ONLY") == "" && differ*20 > total && len(known) == 0 {
		t.Errorf("less than 95 %% of %d flows agree", total)
	}
}

// readList reads a table of differences: server, flow, and further columns.
func readList(t *testing.T, path, server string, columns int) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reasons := []string{"stock-fault", "accepts-more", "own-words", "fewer-requests"}
	list := map[string][]string{}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.Split(line, "\t")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(cells) != columns || columns == 4 && (!slices.Contains(reasons, cells[2]) || len(cells[3]) < 10) {
			t.Errorf("%s:%d: want server, flow, one of %v, and why: %q", path, i+1, reasons, line)
			continue
		}
		if cells[0] == server {
			list[cells[1]] = cells[2:]
		}
	}
	return list
}

// workshop is what the flows of a server have in common.
type workshop struct {
	*testing.T
	server, word string
	generation   *replay.Generation
	bin          string // contains this program under the names of the clients
	key          [2][]byte
	wrap         func(http.Handler) http.Handler // changes the servers, if set
}

func newWorkshop(t *testing.T, server string, g *replay.Generation) *workshop {
	t.Helper()
	w := &workshop{T: t, server: server, word: "lxc", generation: g, bin: t.TempDir()}
	if strings.HasPrefix(server, "incus") {
		w.word = "incus"
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lxc", "incus"} {
		if err := os.Symlink(self, filepath.Join(w.bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	w.key = keyPair(t)
	return w
}

func (w *workshop) runAll(flows []replay.Flow) map[string][]string {
	results := map[string][]string{}
	var mu sync.Mutex
	var group sync.WaitGroup
	slots := make(chan struct{}, 8)
	for i := range flows {
		if only := os.Getenv("REPLAY_ONLY"); only != "" && !strings.Contains(flows[i].Name, only) {
			continue
		}
		group.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; group.Done() }()
			faults := w.run(&flows[i])
			mu.Lock()
			defer mu.Unlock()
			results[flows[i].Name] = faults
		}()
	}
	group.Wait()
	return results
}

// stage contains the servers and files for one flow.
type stage struct {
	flow          *replay.Flow
	dir           string
	local, remote *replay.FlowServer
	address       string // of the remote server
	servers       []*httptest.Server
}

func (s *stage) close() {
	for _, f := range []*replay.FlowServer{s.local, s.remote} {
		f.Close()
	}
	for _, h := range s.servers {
		h.CloseClientConnections()
		h.Close()
	}
	_ = os.RemoveAll(s.dir)
}

func (w *workshop) stage(f *replay.Flow) (*stage, error) {
	dir, err := os.MkdirTemp("", "f") // the path of a socket must be short
	if err != nil {
		return nil, err
	}
	s := &stage{flow: f, dir: dir}
	if s.local, err = replay.NewFlowServer(w.generation, f, localTransport(f)); err != nil {
		return nil, err
	}
	if s.remote, err = replay.NewFlowServer(w.generation, f, "https to server2"); err != nil {
		return nil, err
	}
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return nil, err
	}
	wrap := w.wrap
	if wrap == nil {
		wrap = func(h http.Handler) http.Handler { return h }
	}
	local := httptest.NewUnstartedServer(wrap(s.local))
	local.Listener.Close()
	local.Listener = listener
	local.Start()
	remote := httptest.NewUnstartedServer(wrap(s.remote))
	remote.TLS = &tls.Config{ClientAuth: tls.RequestClientCert}
	remote.Config.ErrorLog = nil
	remote.StartTLS()
	s.servers, s.address = []*httptest.Server{local, remote}, remote.URL
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: remote.Certificate().Raw})
	files := map[string][]byte{"conf/client.crt": w.key[0], "conf/client.key": w.key[1]}
	config := "default-remote: local\naliases: {}\nremotes: {}\n"
	aliases := "{}"
	if strings.Contains(f.Command, "alias list") {
		aliases = "{ll: list -f csv}"
	}
	if !strings.Contains(f.Command, "remote add sec") {
		config = fmt.Sprintf(map[string]string{"lxc": lxcConfig, "incus": incusConfig}[w.word], s.address, aliases)
		files["conf/servercerts/sec.crt"] = certificate
	}
	files["conf/config.yml"] = []byte(config)
	for name, text := range files {
		if err := write(filepath.Join(dir, name), text); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// What the stock clients that were recorded had in their configurations.
const (
	lxcConfig   = "default-remote: local\nremotes:\n  sec:\n    addr: %s\n    auth_type: tls\n    project: default\n    protocol: lxd\n    public: false\naliases: %s\n"
	incusConfig = "default-remote: local\nremotes:\n  images:\n    addr: https://images.linuxcontainers.org\n    protocol: simplestreams\n    public: true\n" +
		"  local:\n    addr: unix://\n    protocol: incus\n    public: false\n" +
		"  sec:\n    addr: %[1]s\n    last_working_address: %[1]s\n    auth_type: tls\n    project: default\n    protocol: incus\n    public: false\naliases: %[2]s\n"
)

func write(path string, text []byte) error {
	mode := os.FileMode(0o644)
	if strings.Contains(path, "/bin/") {
		mode = 0o755
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, mode)
}

// localTransport returns the server that the flow calls local.
func localTransport(f *replay.Flow) string {
	for _, e := range f.Exchanges {
		if strings.HasPrefix(e.Request.Transport, "unix socket") {
			return e.Request.Transport
		}
	}
	return "unix socket"
}

// run runs a flow and returns the differences.
func (w *workshop) run(f *replay.Flow) []string {
	terminal := seenOnTerminal(f)
	if terminal {
		plain := *f
		plain.Stdout, plain.Stderr = parted(f.Stdout)
		f = &plain
	}
	s, err := w.stage(f)
	if err != nil {
		return []string{err.Error()}
	}
	defer s.close()
	command, err := w.prepare(s, terminal)
	if err != nil {
		return []string{err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, "bash", "-c", command)
	c.Dir = filepath.Join(s.dir, "work")
	socket := filepath.Join(s.dir, "s")
	c.Env = []string{asClient + "=" + f.Now().Format(time.RFC3339), "PATH=" + w.bin + ":" + filepath.Join(s.dir, "bin") + ":" + os.Getenv("PATH"), "HOME=" + s.dir, "TZ=UTC", "LANG=C.UTF-8", "TERM=xterm", "LXD_CONF=" + filepath.Join(s.dir, "conf"), "INCUS_CONF=" + filepath.Join(s.dir, "conf"), map[string]string{"lxc": "LXD_SOCKET=", "incus": "INCUS_SOCKET="}[w.word] + socket}
	var out, errOut bytes.Buffer
	c.WaitDelay = time.Second
	if terminal {
		err = runOnTerminal(c, &out, &errOut)
	} else {
		c.Stdout, c.Stderr = &out, &errOut
		err = c.Run()
	}
	if c.ProcessState == nil {
		return []string{err.Error()}
	}
	code := c.ProcessState.ExitCode()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		return []string{fmt.Sprintf("did not end: %v\n%s%s", err, out.String(), errOut.String())}
	}
	r := run{stage: s, started: f.Now(), code: code, out: s.neutral(out.String()), errOut: s.neutral(errOut.String())}
	return r.faults()
}

// seenOnTerminal reports whether a flow was recorded on a terminal, which has only one output.
func seenOnTerminal(f *replay.Flow) bool {
	return f.Stderr == "" && strings.HasSuffix(f.Stdout, "\r\n")
}

func runOnTerminal(c *exec.Cmd, out, errOut *bytes.Buffer) error {
	terminal, err := onTerminal(c)
	if err != nil {
		return err
	}
	defer terminal.Close()
	var text bytes.Buffer
	_, _ = io.Copy(&text, terminal) // ends with EIO
	printed, complaint := parted(text.String())
	out.WriteString(printed)
	errOut.WriteString(complaint)
	return c.Wait()
}

var colors = regexp.MustCompile("\x1b\\[[0-9;?]*[a-zA-Z]")

// parted splits the output of a terminal, without colors, into standard output and the first line of the error.
func parted(text string) (out, errOut string) {
	text = strings.ReplaceAll(strings.ReplaceAll(colors.ReplaceAllString(text, ""), "\n\r", "\n"), "\r\n", "\n")
	out, errOut, found := strings.Cut(text, "Error: ")
	if !found {
		return out, ""
	}
	line, _, _ := strings.Cut(errOut, "\n")
	return out, "Error: " + line + "\n"
}

// neutral replaces our addresses with the recorded ones.
func (s *stage) neutral(text string) string {
	text = strings.ReplaceAll(text, s.address, "https://127.0.0.1:8444")
	return strings.ReplaceAll(text, strings.TrimPrefix(s.address, "https://"), "127.0.0.1:8444")
}
