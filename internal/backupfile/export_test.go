package backupfile_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
)

func isGzip(data []byte) bool { return bytes.HasPrefix(data, []byte{0x1f, 0x8b}) }

func TestExportToAFile(t *testing.T) {
	t.Parallel()
	e := newExporter(t)
	target := filepath.Join(t.TempDir(), "b.tar.gz")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := e.run(t.Context(), &backupfile.Export{Target: target}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(target)
	if err != nil || !isGzip(data) {
		t.Error(len(data), err)
	}
	if left := e.left(); len(left) > 0 {
		t.Error("left on the server:", left)
	}
}

func TestExportToStandardOutput(t *testing.T) {
	t.Parallel()
	e := newExporter(t)
	if err := e.run(t.Context(), &backupfile.Export{Target: "-"}); err != nil {
		t.Fatal(err)
	}
	if !isGzip(e.out.Bytes()) || strings.Contains(e.out.String(), "Exported") {
		t.Errorf("%d bytes", e.out.Len())
	}
}

// TestExportDiscards checks that after any failure the server has no backup, and an existing file is unchanged.
func TestExportDiscards(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]struct {
		target string
		faults func(e *exporter)
	}{
		"a folder that does not exist": {target: "nosuch/b.tar.gz"},
		"a download that fails": {target: "b.tar.gz", faults: func(e *exporter) {
			e.download = http.StatusInternalServerError
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, dir := newExporter(t), t.TempDir()
			old := filepath.Join(dir, "b.tar.gz")
			if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			if broken.faults != nil {
				broken.faults(e)
			}
			if err := e.run(t.Context(), &backupfile.Export{Target: filepath.Join(dir, broken.target)}); err == nil {
				t.Error("no error")
			}
			if data, err := os.ReadFile(old); err != nil || string(data) != "old" {
				t.Errorf("the old file: %q, %v", data, err)
			}
			if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
				t.Error("left behind:", files, err)
			}
			if left := e.left(); len(left) > 0 {
				t.Error("left on the server:", left)
			}
		})
	}
}

// TestExportRefusedByTheServer checks the prefix that the stock clients put before the server's error.
func TestExportRefusedByTheServer(t *testing.T) {
	t.Parallel()
	e := newExporter(t)
	e.refuse = "no backups here"
	err := e.run(t.Context(), &backupfile.Export{Target: filepath.Join(t.TempDir(), "b")})
	if err == nil || !strings.HasPrefix(err.Error(), "Create instance backup: ") || !strings.Contains(err.Error(), "no backups here") {
		t.Error(err)
	}
	if code := cli.ExitCode(err); code != cli.ExitForbidden {
		t.Error(code)
	}
}

// TestExportStreams checks that a server that supports it sends the backup directly, without storing it.
func TestExportStreams(t *testing.T) {
	t.Parallel()
	e := newExporter(t, "direct_backup")
	e.deletes = http.StatusTeapot // nothing must be deleted
	if err := e.run(t.Context(), &backupfile.Export{Target: "-"}); err != nil || !isGzip(e.out.Bytes()) {
		t.Error(e.out.Len(), err)
	}
	if left := e.left(); len(left) > 0 || e.errOut.Len() > 0 {
		t.Error(left, e.errOut.String())
	}
	e.refuse = "no backups here"
	if err := e.run(t.Context(), &backupfile.Export{Target: "-"}); err == nil || !strings.HasPrefix(err.Error(), "Create instance backup: ") {
		t.Error(err)
	}
}

// TestExportWarnsOfWhatStays checks that the export succeeds and names the backup that the server could not delete.
func TestExportWarnsOfWhatStays(t *testing.T) {
	t.Parallel()
	e := newExporter(t)
	e.deletes = http.StatusConflict
	if err := e.run(t.Context(), &backupfile.Export{Target: "-"}); err != nil {
		t.Error(err)
	}
	if got := e.errOut.String(); !strings.Contains(got, "backup0") || !strings.Contains(got, "busy") {
		t.Error(got)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		target  string
		keep    cli.NoClobber
		refused bool
	}{
		{there, true, true}, {there, false, false}, {filepath.Join(dir, "new"), true, false}, {"-", true, false}, {"", true, false},
	} {
		err := (&backupfile.Export{Target: c.target, Keep: c.keep}).Refuse("no-such-object")
		if (err != nil) != c.refused {
			t.Errorf("%q, keep %v: %v", c.target, c.keep, err)
		}
		if c.refused && cli.ExitCode(err) != cli.ExitConflict {
			t.Error(cli.ExitCode(err), err)
		}
	}
}
