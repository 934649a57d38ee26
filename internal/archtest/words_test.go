package archtest_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// splitters are the functions that split a text, or find a separator in it.
var splitters = []string{"Cut", "Split", "SplitN", "SplitAfter", "SplitAfterN", "Index", "IndexByte", "IndexRune", "LastIndex", "LastIndexByte", "CutSuffix", "HasSuffix", "Contains", "ContainsRune", "ContainsAny"}

// noReferences lists files that look for a colon or slash in a text that is not a reference to an object, with the reason
// and the number of occurrences.
var noReferences = map[string]struct {
	count  int
	reason string
}{
	"cmd/lxc/file/push_target.go":      {1, "the path of a file, which ends in a slash for a directory"},
	"cmd/lxc/file/pull.go":             {1, "the path of a local file"},
	"cmd/lxc/file/create.go":           {1, "the path of a file, which ends in a slash for a directory"},
	"cmd/lxc/image/export.go":          {1, "the path of a local file"},
	"cmd/lxc/config/trust_add.go":      {1, "the path of a local file"},
	"cmd/lxc/admin/os_verbs.go":        {1, "the path of an API"},
	"cmd/lxc/instance/port_forward.go": {1, "host and port"},
	"cmd/lxc/instance/list_columns.go": {1, "a column, KEY:HEAD:WIDTH"},
	"cmd/lxc/remote/add.go":            {1, "an address"},
	"cmd/lxc/instance/exec_user.go":    {1, "a line of /etc/passwd"},
	"internal/backupfile/import.go":    {1, "the path of a local file"},
	"internal/resource/fields.go":      {1, "a line of YAML"},
	"cmd/lxc/cluster/schedule.go":      {1, "a span of a schedule, SPAN/STEP"},
}

// TestOnlyRefsAreSplit checks that remote:name, instance/snapshot and pool/volume are only split in pkg/config/ref.go.
func TestOnlyRefsAreSplit(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	sources(t, func(pkg, path string, set *token.FileSet, file *ast.File, _ []byte) {
		if !strings.HasPrefix(pkg, "cmd/lxc") && pkg != "internal/cli" && pkg != "internal/resource" && pkg != "internal/backupfile" || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && named(f.X) == "strings" && slices.Contains(splitters, f.Sel.Name) && atSeparator(call.Args[1]) {
				if found[path]++; noReferences[path].count < found[path] {
					t.Errorf("%s takes a reference apart: use what pkg/config/ref.go has for it", set.Position(call.Pos()))
				}
			}
			return true
		})
	})
	for path, known := range noReferences {
		if found[path] != known.count {
			t.Errorf("%s: %d places (%s), and %d are known", path, found[path], known.reason, known.count)
		}
	}
}

// atSeparator reports whether an expression is a colon, a slash, or both.
func atSeparator(e ast.Expr) bool {
	l, ok := e.(*ast.BasicLit)
	if !ok {
		return false
	}
	text, err := strconv.Unquote(l.Value)
	return err == nil && text != "" && strings.Trim(text, ":/") == "" && len(text) <= 2
}

// TestErrorsHaveAClass checks that commands neither create server responses nor return translated errors without a class.
func TestErrorsHaveAClass(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, set *token.FileSet, file *ast.File, _ []byte) {
		if !strings.HasPrefix(pkg, "cmd/lxc") && pkg != "internal/resource" || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if named(n.Type) == "StatusError" && len(n.Elts) > 0 {
					t.Errorf("%s makes the answer of a server: use cli.NotFound, cli.Conflict and the like", set.Position(n.Pos()))
				}
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || named(f.X) != "errors" || f.Sel.Name != "New" {
					return true
				}
				if _, literal := n.Args[0].(*ast.CallExpr); literal {
					t.Errorf("%s makes an error without a class: use cli.Failed", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}
