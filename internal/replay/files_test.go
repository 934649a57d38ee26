package replay_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/internal/replay"
)

// fileFaults checks the effects of a `file` command, because SFTP packets are not recorded: pushed or edited files must be
// in the instance, deleted ones must be gone, and pulled ones must be here.
func (r *run) fileFaults() []string {
	streamed := slices.ContainsFunc(r.flow.Exchanges, func(e replay.FlowExchange) bool { return e.Stream != "" })
	verb, paths := r.flow.FileWords()
	if !streamed || r.flow.Exit != 0 || len(paths) == 0 {
		return nil
	}
	inside, err := r.local.FileSystem()
	if err != nil {
		return []string{err.Error()}
	}
	defer inside.Close()
	last := paths[len(paths)-1]
	var faults []string
	expect := func(what, have, want string) {
		if have != want {
			faults = append(faults, fmt.Sprintf("%s holds %q, want %q", what, have, want))
		}
	}
	switch verb {
	case "edit":
		expect(last, content(inside, replay.InstancePath(last)), r.piped())
	case "create":
		if _, err := inside.Lstat(replay.InstancePath(paths[0])); err != nil {
			faults = append(faults, fmt.Sprintf("%s: %v", paths[0], err))
		}
	case "delete":
		for _, p := range paths {
			if _, err := inside.Lstat(replay.InstancePath(p)); !os.IsNotExist(err) {
				faults = append(faults, fmt.Sprintf("%s is still there: %v", p, err))
			}
		}
	case "push":
		for _, p := range paths[:len(paths)-1] {
			for from, to := range r.pushed(p, replay.InstancePath(last), strings.HasSuffix(last, "/")) {
				text, _ := os.ReadFile(from)
				expect(to, content(inside, to), string(text))
			}
		}
	case "pull":
		for _, p := range paths[:len(paths)-1] {
			if last != "-" {
				expect(last, r.pulled(last, path.Base(p)), "content\n")
			}
		}
	}
	return faults
}

// piped returns what the flow's command reads from a pipe.
func (r *run) piped() string {
	before, _, _ := strings.Cut(r.flow.Command, "|")
	text, err := exec.Command("bash", "-c", before).Output() // from the recording
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// pushed returns the targets of a source argument.
func (r *run) pushed(word, target string, into bool) map[string]string {
	local := filepath.Join(r.dir, "work", word)
	all := map[string]string{}
	_ = filepath.WalkDir(local, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rest, _ := filepath.Rel(local, name)
		if rest == "." && !into {
			all[name] = target
		} else {
			all[name] = path.Join(target, path.Base(word), filepath.ToSlash(rest))
		}
		return nil
	})
	return all
}

// pulled returns the content of what was pulled, either a file or a directory that contains one.
func (r *run) pulled(target, base string) string {
	here := filepath.Join(r.dir, "work", target)
	for _, name := range []string{here, filepath.Join(here, base), filepath.Join(here, base, "inner", "x")} {
		if text, err := os.ReadFile(name); err == nil {
			return string(text)
		}
	}
	return ""
}

func content(c *sftp.Client, name string) string {
	f, err := c.Open(name)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
