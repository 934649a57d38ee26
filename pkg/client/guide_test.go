package lxd_test

import (
	"go/ast"
	"os"
	"strings"
	"testing"
)

// TestGuide checks that docs/library.md shows the examples of example_guide_test.go exactly as they are compiled and run.
func TestGuide(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/library.md")
	if err != nil {
		t.Fatal(err)
	}
	file := parsed(t, "example_guide_test.go")
	shown := 0
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(fn.Name.Name, "Example_") {
			continue
		}
		shown++
		if text := body(file.text(fn)); !strings.Contains(string(guide), text) {
			t.Errorf("the guide does not show %s:\n%s", fn.Name.Name, text)
		}
	}
	if shown < 8 {
		t.Errorf("%d examples", shown)
	}
}

// body returns the body of a function as the guide shows it, without the expected output.
func body(text string) string {
	_, text, _ = strings.Cut(text, "{\n")
	text = strings.TrimSuffix(text, "}")
	text, _, _ = strings.Cut(text, "\t// Output:")
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}
