package archtest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// faultsNote is the table of known faults and the tests that guard against them.
const faultsNote = "docs/notes/0016-known-faults.md"

// TestKnownFaults checks that every test named in the table of known faults exists.
func TestKnownFaults(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root(t), faultsNote))
	if err != nil {
		t.Fatal(err)
	}
	declared := declaredTests(t)
	row, name := regexp.MustCompile(`^\| (\d+) \|.*\|([^|]+)\|$`), regexp.MustCompile("`([^`]+)`")
	seen := map[string]bool{}
	for _, line := range strings.Split(string(text), "\n") {
		m := row.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if seen[m[1]] {
			t.Errorf("row %s is there twice", m[1])
		}
		seen[m[1]] = true
		names := name.FindAllStringSubmatch(m[2], -1)
		if len(names) == 0 {
			t.Errorf("row %s names no test", m[1])
		}
		for _, n := range names {
			if !declared[n[1]] {
				t.Errorf("row %s: no test %s", m[1], n[1])
			}
		}
	}
	if len(seen) < 56 {
		t.Errorf("only %d rows: the table had one for each of 56 faults", len(seen))
	}
}

// declaredTests returns "directory.TestName" for each Go test and "file.bats: case" for each end-to-end case.
func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	top, all := root(t), map[string]bool{}
	goTest, batsCase := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`), regexp.MustCompile(`(?m)^@test "([^"]+)"`)
	for _, dir := range []string{"cmd", "internal", "pkg", "test"} {
		err := filepath.WalkDir(filepath.Join(top, dir), func(path string, d os.DirEntry, err error) error {
			is, prefix := goTest, filepath.Base(filepath.Dir(path))+"."
			switch {
			case err != nil || d.IsDir():
				return err
			case strings.HasSuffix(path, ".bats"):
				is, prefix = batsCase, filepath.Base(path)+": "
			case !strings.HasSuffix(path, "_test.go"):
				return nil
			}
			data, err := os.ReadFile(path)
			for _, m := range is.FindAllStringSubmatch(string(data), -1) {
				all[prefix+m[1]] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}
