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

// TestConventions checks that each row of the table of conventions says whether it is kept, and has a command that shows it.
func TestConventions(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../docs/conventions.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| convention") || strings.HasPrefix(line, "| ---") {
			continue
		}
		rows++
		cells := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if len(cells) != 3 {
			t.Errorf("a row has %d cells: %s", len(cells), line)
			continue
		}
		word := strings.FieldsFunc(cells[1], func(r rune) bool { return strings.ContainsRune(" ,;:", r) })[0]
		if word != "yes" && word != "no" && word != "partly" {
			t.Errorf("%s says %q, not yes, partly or no", cells[0], word)
		}
		if !strings.HasPrefix(cells[2], "`lxc ") || !strings.HasSuffix(cells[2], "` |") {
			t.Errorf("%s is shown by no command: %s", cells[0], cells[2])
		}
	}
	if rows < 38 {
		t.Errorf("there are %d conventions", rows)
	}
}
