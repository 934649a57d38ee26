package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
)

// freeNouns lists arguments that cannot be completed, with the reason.
var freeNouns = map[string]string{
	"IP|FQDN|URL|token": "an address",
	"target-address":    "an address",
	"listen-ports":      "numbers of ports",
	"listen port":       "a number of a port",
	"target-port":       "a number of a port",
	"target port":       "a number of a port",
	"target-ports":      "numbers of ports",
	"seconds":           "a number",
	"expiry":            "a time",
	"value":             "free text",
	"query":             "SQL",
	"new-name":          "a new name",
	"new alias":         "a new name",
	"name":              "a new name",
	"backend":           "a new name",
	"cluster":           "a new name",
	"symlink target":    "a path of the instance, which need not be there",
	"target":            "a command line",
	"address":           "addresses",
	"URL":               "addresses",
	"[<word>...]":       "words that mean nothing",
}

// TestArgumentsAreCompleted checks that every argument has a completer or a documented reason for having none.
func TestArgumentsAreCompleted(t *testing.T) {
	t.Parallel()
	seen, free := 0, map[string]bool{}
	for _, top := range []string{"cmd/lxc", "internal/resource"} {
		err := filepath.WalkDir(filepath.Join(root(t), top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			v := &argumentVisitor{t: t, path: path, free: free, completed: map[ast.Node]bool{}}
			ast.Inspect(file, v.visit)
			seen += v.seen
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Errorf("only %d arguments were seen", seen)
	}
	for noun := range freeNouns {
		if !free[noun] {
			t.Errorf("no argument is called %q any more", noun)
		}
	}
}

// argumentVisitor finds the arguments that a file declares.
type argumentVisitor struct {
	t         *testing.T
	path      string
	seen      int
	free      map[string]bool
	completed map[ast.Node]bool // arguments wrapped by cli.Completed
}

func (v *argumentVisitor) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		v.call(n)
	case *ast.CompositeLit:
		if isCLI(n.Type, "Arg") {
			v.seen++
			text := fieldsOf(n)
			if !slices.Contains(text, "Complete") && !slices.Contains(text, "Form") {
				v.t.Errorf("%s: an argument without Complete", v.path)
			}
		}
	}
	return true
}

func (v *argumentVisitor) call(n *ast.CallExpr) {
	if isCLI(n.Fun, "Completed") || isCLI(n.Fun, "Choice") {
		ast.Inspect(n.Args[0], func(inner ast.Node) bool {
			v.completed[inner] = true
			return true
		})
		return
	}
	for _, maker := range []string{"Word", "Words", "Object", "Target", "Below", "Names", "Here"} {
		if !isCLI(n.Fun, maker) || v.completed[n] {
			continue
		}
		literal, ok := n.Args[0].(*ast.BasicLit)
		if !ok {
			return // the noun of a kind, covered by another test
		}
		noun, _ := strconv.Unquote(literal.Value)
		v.seen++
		v.free[noun] = v.free[noun] || freeNouns[noun] != ""
		if !cli.Lists(noun) && freeNouns[noun] == "" {
			v.t.Errorf("%s: nothing is proposed for %q", v.path, noun)
		}
	}
}

func isCLI(e ast.Expr, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	p, ok := s.X.(*ast.Ident)
	return ok && p.Name == "cli"
}

func fieldsOf(n *ast.CompositeLit) []string {
	var names []string
	for _, e := range n.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			names = append(names, pair.Key.(*ast.Ident).Name)
		}
	}
	return names
}
