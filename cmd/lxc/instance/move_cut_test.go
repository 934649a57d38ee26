package instance_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/config"
)

// cutMove moves an instance between two servers over a link that can be cut.
type cutMove struct {
	*clitest.Env
	link *slowlink.Link
	data string // the content of a file of the instance
	line string // the command
}

// newCutMove connects the remotes "local" and "two" to the servers, and "far" to one of them over the link.
func newCutMove(t *testing.T, mode, linked string) *cutMove {
	t.Helper()
	opts := minilxd.Options{Extra: []string{"container_backup", "backup_override_name", "backup_compression_algorithm"}}
	env := clitest.New(t, root.New, opts)
	two := clitest.StartServer(t, opts)
	env.Config.Remotes["two"] = config.Remote{Addr: "unix://" + clitest.Socket(t, two)}
	m := &cutMove{Env: env, link: &slowlink.Link{}, data: strings.Repeat("0123456789abcdef", 16<<10), line: "move far:c1 two: --mode " + mode}
	far := env.Server
	if linked == "target" {
		far, m.line = two, "move local:c1 far: --mode "+mode
	}
	for _, s := range []*minilxd.Server{env.Server, two} {
		address, err := s.ListenTLS("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if s != far {
			continue
		}
		if address, err = m.link.Listen(t.Context(), "127.0.0.1:0", address); err != nil {
			t.Fatal(err)
		}
		env.Config.Remotes["far"] = config.Remote{Addr: "https://" + address}
	}
	cert, _, _, err := env.Config.ClientCertificate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := far.Trust("tester", cert); err != nil {
		t.Fatal(err)
	}
	pinned := env.Config.ServerCertPath("far")
	if err := os.MkdirAll(filepath.Dir(pinned), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pinned, []byte(far.Certificate()), 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

// fill makes an instance with a file, or overwrites the file.
func (m *cutMove) fill(name, data string) {
	m.T.Helper()
	m.Run("", "init", "--empty", name) // it may be there
	if r := m.Run(data, "file", "push", "-", name+"/data"); r.Code != 0 {
		m.T.Fatal(r)
	}
}

// has reports whether a remote has the instance, which must be whole then.
func (m *cutMove) has(t *testing.T, remote, data string) bool {
	t.Helper()
	r := m.Run("", "file", "pull", remote+":c1/data", "-")
	if r.Code == 0 && r.Out != data {
		t.Errorf("%s has %d other bytes", remote, len(r.Out))
	}
	if r.Code != 0 && r.Code != 3 {
		t.Error(r)
	}
	return r.Code == 0
}

// TestCutMove cuts the link in the middle of a move between servers, and around its end, where the original is deleted: a whole
// instance is there, and none that is not whole; after an error the original is, and the error says which side or link failed.
// An instance that has the name at the target stays as it was.
func TestCutMove(t *testing.T) {
	t.Parallel()
	tests := map[string]func(*testing.T){}
	for _, way := range [][2]string{
		{"pull", "source"}, {"push", "target"}, {"relay", "source"}, {"relay", "target"}, {"backup", "source"}, {"backup", "target"},
	} {
		tests[way[0]+" "+way[1]] = func(t *testing.T) {
			m := newCutMove(t, way[0], way[1])
			m.fill("local:c1", m.data)
			all := m.moved()
			for n := range int64(5) {
				m.cut(t, all*(n+1)/6)
				m.cut(t, all-n*300)
			}
			m.fill("local:c1", m.data)
			m.fill("two:c1", "old")
			all = m.moved()
			for n := range int64(5) {
				m.cutBeforeOld(t, all*(n+1)/6)
			}
		}
	}
	waiting(t, tests)
}

// moved tries a move without a cut and returns how many bytes passed the link.
func (m *cutMove) moved() int64 {
	before := m.link.Passed()
	m.Run("", strings.Fields(m.line)...)
	return m.link.Passed() - before
}

// moveCut moves over a link that is cut after a number of bytes, and checks what an error says.
func (m *cutMove) moveCut(t *testing.T, after int64) clitest.Result {
	t.Helper()
	m.link.CutIn(after)
	r := m.Run("", strings.Fields(m.line)...)
	m.link.CutIn(1 << 40)
	told := []string{"source: ", "target: ", m.Config.Remotes["far"].Addr, `Instance "c1" already exists`}
	said := func(part string) bool { return strings.Contains(r.ErrOut, part) }
	if r.Code != 0 && (!strings.HasPrefix(r.ErrOut, "Error: ") || !slices.ContainsFunc(told, said)) {
		t.Errorf("cut after %d bytes: what failed is not told: %q", after, r.ErrOut)
	}
	return r
}

func (m *cutMove) cut(t *testing.T, after int64) {
	t.Helper()
	if m.has(t, "two", m.data) {
		m.Must("delete", "two:c1")
	}
	if !m.has(t, "local", m.data) {
		m.fill("local:c1", m.data)
	}
	r := m.moveCut(t, after)
	source, target := m.has(t, "local", m.data), m.has(t, "two", m.data)
	deleted := target && strings.Contains(r.ErrOut, "the copy is complete") // the server was still deleting it when the client asked
	if r.Code == 0 && (source || !target) || r.Code != 0 && (r.Code != 1 || !source && !deleted) {
		t.Errorf("cut after %d bytes: exit code %d, at the source %v, at the target %v: %s", after, r.Code, source, target, r.ErrOut)
	}
	if deleted && r.Code != 0 {
		until(func() bool { return !strings.Contains(m.Must("operation", "list", "-f", "csv"), "RUNNING") })
	}
}

func (m *cutMove) cutBeforeOld(t *testing.T, after int64) {
	t.Helper()
	if r := m.moveCut(t, after); r.Code == 0 || !m.has(t, "local", m.data) || !m.has(t, "two", "old") {
		t.Errorf("cut after %d bytes: exit code %d, or one of the two is gone: %s", after, r.Code, r.ErrOut)
	}
}
