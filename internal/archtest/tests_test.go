package archtest_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testFloor is the minimum number of lines of Go tests per hundred lines of commands and the code they use. Raise it when it
// is far below what the test prints.
const testFloor = 84

// TestLinesOfTests keeps tests in proportion to the code. Test helpers are not counted.
func TestLinesOfTests(t *testing.T) {
	t.Parallel()
	top := root(t)
	code, tests := 0, 0
	for _, dir := range []string{"cmd", "internal"} {
		err := filepath.WalkDir(filepath.Join(top, dir), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() == thirdParty {
				return fs.SkipDir
			}
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			name, err := filepath.Rel(top, path)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(path)
			lines := bytes.Count(data, []byte("\n"))
			switch {
			case strings.HasSuffix(name, "_test.go"):
				tests += lines
			case !servesTests(filepath.ToSlash(filepath.Dir(name))):
				code += lines
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d lines of tests for %d lines of code: %d for a hundred", tests, code, 100*tests/code)
	if 100*tests < testFloor*code {
		t.Errorf("%d lines of tests for %d lines of code: write tests beside the commands until it is %d for a hundred", tests, code, testFloor)
	}
}

func servesTests(dir string) bool {
	for _, helper := range helpers {
		if dir == helper && helper != "internal/gen" {
			return true
		}
	}
	return false
}
