package root_test

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocumentedLines checks that every command line in the README and in docs is valid.
func TestDocumentedLines(t *testing.T) {
	t.Parallel()
	dir := exampleRemotes(t)
	pages, err := filepath.Glob("../../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, page := range append(pages, "../../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		inside := false
		for scan := bufio.NewScanner(bytes.NewReader(text)); scan.Scan(); {
			line := scan.Text()
			if strings.HasPrefix(line, "```") {
				inside = !inside
			}
			if !inside || !strings.HasPrefix(line, "lxc ") {
				continue
			}
			lines++
			if problem := understand(dir, line); problem != "" {
				t.Errorf("%s shows %q: %s", filepath.Base(page), line, problem)
			}
		}
	}
	if lines < 50 {
		t.Errorf("only %d command lines were found", lines)
	}
}
