package root_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/config"
)

// cutJob is a command that takes long, and what it leaves.
type cutJob struct {
	words []string
	whole func(w *cutWorld) bool // everything is there
	none  func(w *cutWorld) bool // everything is as it was before; nil if each file may be there already
	undo  []string               // removes what the command made at the server, if it is there
}

// cutWorld is a server that is reached through a link, and directly.
type cutWorld struct {
	*clitest.Env
	t      *testing.T
	direct *clitest.Env
	socket string
	dir    string // local files
	data   []byte
}

const cutOld = "old"

func newCutWorld(t *testing.T) *cutWorld {
	t.Helper()
	w := &cutWorld{t: t, dir: t.TempDir(), data: make([]byte, 256<<10)}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range w.data {
		w.data[i] = byte(r.Uint32())
	}
	w.direct = clitest.New(t, root.New, minilxd.Options{Extra: []string{"container_backup", "custom_volume_backup", "backup_override_name"}})
	w.socket = strings.TrimPrefix(w.direct.Config.Remotes["local"].Addr, "unix://")
	through := *w.direct
	through.Config = config.NewConfig()
	through.Config.ConfigDir = w.direct.Config.ConfigDir
	w.Env = &through
	w.write("big", string(w.data))
	for _, name := range []string{"a", "b", "c", "d"} {
		w.write("tree/"+name, string(w.data[:64<<10]))
	}
	for name, file := range map[string]string{"image": "root/big", "other": "root/other"} {
		if err := os.Rename(clitest.Image(t, map[string]string{file: string(w.data)}), w.path(name)); err != nil {
			t.Fatal(err)
		}
	}
	w.direct.Must("image", "import", w.path("image"), "--alias", "there")
	w.direct.Must("init", "there", "c1")
	w.direct.Must("file", "push", "-r", w.path("tree"), "c1/root/")
	w.direct.Must("export", "c1", w.path("backup"))
	return w
}

func (w *cutWorld) path(name string) string { return filepath.Join(w.dir, name) }

func (w *cutWorld) write(name, text string) {
	w.t.Helper()
	err := os.MkdirAll(filepath.Dir(w.path(name)), 0o700)
	if err == nil {
		err = os.WriteFile(w.path(name), []byte(text), 0o600)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *cutWorld) read(name string) string {
	data, err := os.ReadFile(w.path(name))
	if err != nil {
		return ""
	}
	return string(data)
}

// has reports whether the server has something: the words exit with 0.
func (w *cutWorld) has(words ...string) bool { return w.direct.Run("", words...).Code == 0 }

// over makes the remote local lead through a new link.
func (w *cutWorld) over(t *testing.T, link *slowlink.Link) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	dir, err := os.MkdirTemp("", "l") // t.TempDir would be too long for a socket path
	if err != nil {
		t.Fatal(err)
	}
	address := filepath.Join(dir, "l")
	if _, err := link.Listen(ctx, address, w.socket); err != nil {
		t.Fatal(err)
	}
	w.Config.Remotes["local"] = config.Remote{Addr: "unix://" + address}
	return func() {
		cancel()
		_ = os.RemoveAll(dir)
	}
}

// cutJobs are the commands; the names of files are those in the directory of the world.
func cutJobs() map[string]cutJob {
	old := func(w *cutWorld) bool { return w.read("target") == cutOld }
	absent := func(words ...string) func(w *cutWorld) bool {
		return func(w *cutWorld) bool { return !w.has(words...) }
	}
	there := func(words ...string) func(w *cutWorld) bool { return func(w *cutWorld) bool { return w.has(words...) } }
	return map[string]cutJob{
		"image export": {words: []string{"image", "export", "there", "DIR/target"}, none: old, whole: func(w *cutWorld) bool {
			return w.read("target.tar.gz") == w.read("image") || w.read("target") == w.read("image")
		}},
		"image import": {words: []string{"image", "import", "DIR/other", "--alias", "new"}, none: absent("image", "show", "new"),
			whole: there("image", "show", "new"), undo: []string{"image", "delete", "new"}},
		"file pull": {words: []string{"file", "pull", "c1/root/big", "DIR/target"}, none: old,
			whole: func(w *cutWorld) bool { return w.read("target") == string(w.data) }},
		"file push": {words: []string{"file", "push", "DIR/big", "c1/root/new"}, none: func(*cutWorld) bool { return true },
			whole: func(w *cutWorld) bool { return w.direct.Must("file", "pull", "c1/root/new", "-") == string(w.data) }},
		"pull of a tree": {words: []string{"file", "pull", "-r", "c1/root/tree", "DIR/into"}, whole: func(w *cutWorld) bool {
			for _, name := range []string{"a", "b", "c", "d"} {
				if w.read("into/tree/"+name) != string(w.data[:64<<10]) {
					return false
				}
			}
			return true
		}},
		"export": {words: []string{"export", "c1", "DIR/target"}, none: old, whole: func(w *cutWorld) bool {
			return len(w.read("target")) > len(cutOld) && w.direct.Run("", "import", w.path("target"), "c3").Code == 0
		}, undo: []string{"delete", "c3"}},
		"import": {words: []string{"import", "DIR/backup", "c2"}, none: absent("config", "show", "c2"), whole: there("config", "show", "c2"),
			undo: []string{"delete", "c2"}},
		"publish": {words: []string{"publish", "c1", "--alias", "new"}, none: absent("image", "show", "new"), whole: there("image", "show", "new"),
			undo: []string{"image", "delete", "new"}},
		"copy": {words: []string{"copy", "c1", "c2"}, none: absent("config", "show", "c2"), whole: there("config", "show", "c2"),
			undo: []string{"delete", "c2"}},
	}
}

// TestCutJobs cuts the link of each long command at twenty points for a moment, and once for good. It says so and fails, unless all of
// its work is done; local files are the old or the new ones, never a part; and what could be done after a moment is done whole.
func TestCutJobs(t *testing.T) {
	t.Parallel()
	var running errgroup.Group // they mostly wait, so more of them run in parallel than there are processors
	for name, job := range cutJobs() {
		running.Go(func() error {
			t.Run(name, func(t *testing.T) { cutEverywhere(t, job) })
			return nil
		})
	}
	_ = running.Wait()
}

func cutEverywhere(t *testing.T, job cutJob) {
	t.Helper()
	w := newCutWorld(t)
	link := &slowlink.Link{}
	w.reset()
	stop := w.over(t, link)
	w.Must(w.words(job)...)
	stop()
	if !job.whole(w) {
		t.Fatal("without a cut it is not whole")
	}
	w.undo(job)
	for point := range int64(20) {
		w.cutOnce(t, job, link.Passed()*(point+1)/21, 1)
	}
	w.cutOnce(t, job, link.Passed()/2, 0) // it stays down, which takes seconds: the client tries again
}

// words are the words of a job, with the names of files.
func (w *cutWorld) words(job cutJob) []string {
	var words []string
	for _, word := range job.words {
		words = append(words, strings.ReplaceAll(word, "DIR", w.dir))
	}
	return words
}

// reset lays the local files as they are before a job.
func (w *cutWorld) reset() {
	w.t.Helper()
	for _, name := range []string{"into", "target.tar.gz"} {
		if err := os.RemoveAll(w.path(name)); err != nil {
			w.t.Fatal(err)
		}
	}
	w.write("target", cutOld)
	if err := os.MkdirAll(w.path("into"), 0o700); err != nil {
		w.t.Fatal(err)
	}
}

func (w *cutWorld) undo(job cutJob) {
	if job.undo != nil {
		w.direct.Run("", job.undo...)
	}
}

// cutOnce runs a job over a link that is cut after some bytes.
func (w *cutWorld) cutOnce(t *testing.T, job cutJob, after, cuts int64) {
	t.Helper()
	w.reset()
	stop := w.over(t, &slowlink.Link{CutAfter: max(after, 1), Cuts: cuts})
	r := w.Run("", w.words(job)...)
	stop()
	defer w.undo(job)
	switch {
	case r.Code == 0 && !job.whole(w):
		t.Errorf("after %d bytes, %d cuts: exit code 0, and it is not whole: %s%s", after, cuts, r.Out, r.ErrOut)
	case r.Code != 0 && !strings.Contains(r.ErrOut, "Error: "):
		t.Errorf("after %d bytes, %d cuts: exit code %d without a word", after, cuts, r.Code)
	case r.Code != 0 && job.none != nil && !job.none(w) && !job.whole(w):
		t.Errorf("after %d bytes, %d cuts: exit code %d, and a part is left: %s", after, cuts, r.Code, r.ErrOut)
	}
	for _, dir := range []string{w.dir, w.path("into"), w.path("into/tree")} {
		files, _ := os.ReadDir(dir)
		for _, f := range files {
			data := []byte(w.read(strings.TrimPrefix(filepath.Join(dir, f.Name()), w.dir+"/")))
			if f.Type().IsRegular() && dir != w.dir && !bytes.Equal(data, w.data[:64<<10]) || strings.HasSuffix(f.Name(), ".part") {
				t.Errorf("after %d bytes, %d cuts: %s is %d bytes", after, cuts, f.Name(), len(data))
			}
		}
	}
}
