package lxd

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/api"
)

// backupOf creates a backup from files; a name that ends in a slash is a directory.
func backupOf(t *testing.T, files map[string]string) io.Reader {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		header := &tar.Header{Name: name, Mode: 0o640, Size: int64(len(files[name])), Typeflag: tar.TypeReg, Uid: 7}
		if strings.HasSuffix(name, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

// contents returns the files of a backup, and its first error.
func contents(backup io.Reader) (map[string]string, error) {
	out := map[string]string{}
	r := tar.NewReader(backup)
	for {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return out, err
		}
		out[header.Name] = string(text)
	}
}

// TestAdaptBackup checks that only the configuration in the server's metadata files changes.
func TestAdaptBackup(t *testing.T) {
	t.Parallel()
	index := `name: c1
pool: default
config:
  container:
    config:
      old.key: "1"
      user.a: b
    expanded_config:
      old.key: "1"
    name: c1
  snapshots:
  - name: s0
    config:
      old.key: "2"
  - name: s1
`
	own := "config: {old.key: mine}\ninstance:\n  config:\n    old.key: \"3\"\n"
	in := map[string]string{
		"backup/": "", "backup/index.yaml": index, "backup/container/backup.yaml": own, "backup/snapshots/s0/backup.yaml": own,
		"backup/container/rootfs/backup.yaml": own, "backup/container/rootfs/etc/index.yaml": index, "backup/empty/backup.yaml": "",
	}
	seen := 0
	got, err := contents(adaptBackup(backupOf(t, in), instanceBackups, func(config map[string]string) (map[string]string, error) {
		seen++
		out := maps.Clone(config)
		if value, found := out["old.key"]; found {
			delete(out, "old.key")
			out["new.key"] = value
		}
		return out, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(in) || seen != 5 {
		t.Errorf("%d files, %d configurations", len(got), seen)
	}
	for name, want := range map[string]string{
		"backup/":                                "",
		"backup/container/rootfs/backup.yaml":    own,
		"backup/container/rootfs/etc/index.yaml": index,
		"backup/container/backup.yaml":           "config:\n  old.key: mine\ninstance:\n  config:\n    new.key: \"3\"\n",
		"backup/empty/backup.yaml":               "{}\n",
		"backup/index.yaml": `name: c1
pool: default
config:
  container:
    config:
      new.key: "1"
      user.a: b
    expanded_config:
      new.key: "1"
    name: c1
  snapshots:
  - name: s0
    config:
      new.key: "2"
  - name: s1
`,
	} {
		if got[name] != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got[name], want)
		}
	}
}

// TestAdaptBackupFails checks that errors in a backup are returned and name the metadata file.
func TestAdaptBackupFails(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	same := func(config map[string]string) (map[string]string, error) { return config, nil }
	refuse := func(map[string]string) (map[string]string, error) { return nil, refused }
	instance := "instance:\n  config: {a: b}\n"
	for name, c := range map[string]struct {
		file, text, says string
		change           func(map[string]string) (map[string]string, error)
	}{
		"not YAML": {"backup/index.yaml", "a: [", "backup/index.yaml: yaml:", same},
		"refused":  {"backup/container/backup.yaml", instance, "backup/container/backup.yaml: refused", refuse},
		"deeper":   {"backup/index.yaml", "config:\n  instance:\n    config: {a: b}\n", "backup/index.yaml: refused", refuse},
		"snapshot": {"backup/index.yaml", "snapshots:\n- config: {a: b}\n", "backup/index.yaml: refused", refuse},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := contents(adaptBackup(backupOf(t, map[string]string{c.file: c.text}), instanceBackups, c.change))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
	whole, err := io.ReadAll(backupOf(t, map[string]string{"backup/index.yaml": instance}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := contents(adaptBackup(bytes.NewReader(whole[:520]), instanceBackups, same)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

// TestBackupProgress checks that the handlers of a copy receive the bytes relayed by this client, as for a migration.
func TestBackupProgress(t *testing.T) {
	t.Parallel()
	told := ""
	op := &RemoteOperation{target: &Operation{}, handlers: []func(api.Operation){func(state api.Operation) {
		told, _ = state.Metadata["fs_progress"].(string)
	}}}
	if _, err := io.Copy(io.Discard, op.counted(strings.NewReader("12345"), 5)); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(told, "100% (") {
		t.Errorf("told: %q", told)
	}
}

// TestAdaptedBackupEndsEarly checks that nothing hangs when the target responds early and stops reading.
func TestAdaptedBackupEndsEarly(t *testing.T) {
	t.Parallel()
	same := func(config map[string]string) (map[string]string, error) { return config, nil }
	long := backupOf(t, map[string]string{"backup/index.yaml": "a: b\n", "backup/rootfs/data": strings.Repeat("x", 1<<20)})
	silent, feed := io.Pipe()
	for what, source := range map[string]io.Reader{"more comes": long, "nothing comes": silent} {
		adapted := adaptBackup(source, instanceBackups, same)
		if source == long {
			if _, err := io.ReadFull(adapted, make([]byte, 600)); err != nil {
				t.Fatal(what, err)
			}
		} else if err := feed.Close(); err != nil { // like the end of a download's context
			t.Fatal(what, err)
		}
		if err := adapted.Close(); err != nil {
			t.Error(what, err)
		}
		select {
		case <-adapted.ended:
		default:
			t.Error(what, "the work goes on")
		}
		if _, err := adapted.Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) {
			t.Error(what, err)
		}
	}
}
