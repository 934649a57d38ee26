package archtest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// unread lists flags whose variables are not read in their own package, with the reason.
var unread = map[string]string{
	"internal/cli: SubCommand":   "cmd/lxc/root reads it",
	"internal/cli: help":         "cobra reads it",
	"cmd/lxc/image: force":       "the same for image export",
	"internal/backupfile: Force": "older scripts give it to export: existing files are replaced without it",
}

var binder = regexp.MustCompile(`^(Bool|String|Int|Int64|Uint|Uint64|Float64|Duration|Count|StringArray|StringSlice|StringToString|IntSlice)(Var)?P?$|^VarP?F?$`)

// TestFlagsAreRead finds flags that are never read: the variable of a flag must be read somewhere in its package, and a flag
// without a variable must be looked up by name.
func TestFlagsAreRead(t *testing.T) {
	t.Parallel()
	found := 0
	for _, top := range []string{"cmd/lxc", "internal/cli", "internal/resource", "internal/backupfile"} {
		err := filepath.WalkDir(filepath.Join(root(t), top), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && d.Name() != "testdata" {
				found += flagsOf(t, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 250 {
		t.Errorf("only %d variables found: the test does not see them any more", found)
	}
	t.Logf("%d variables of flags, all read", found)
}

// lenient is an importer that lets a package be type-checked without its dependencies, whose objects then have no type.
type lenient struct{}

func (lenient) Import(path string) (*types.Package, error) {
	name := path[strings.LastIndex(path, "/")+1:]
	p := types.NewPackage(path, name)
	p.MarkComplete()
	return p, nil
}

// flagged is a package with the variables of its flags, and where they are read.
type flagged struct {
	info  *types.Info
	set   *token.FileSet
	bound map[types.Object]token.Pos // variables of flags
	names map[string]token.Pos       // flags without a variable
	reads map[types.Object]bool
	words map[string]bool // names looked up
}

func flagsOf(t *testing.T, dir string) int {
	t.Helper()
	p := &flagged{
		info: &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}},
		set:  token.NewFileSet(), bound: map[types.Object]token.Pos{}, names: map[string]token.Pos{}, reads: map[types.Object]bool{}, words: map[string]bool{},
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.go")) // all files, for any platform
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) == 0 {
		return 0
	}
	config := types.Config{Importer: lenient{}, Error: func(error) {}}
	_, _ = config.Check(dir, p.set, files, p.info)
	skipped := map[ast.Node]bool{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool { p.declared(n, skipped); return true })
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || skipped[n] {
				return false
			}
			p.used(n)
			return true
		})
	}
	rel, err := filepath.Rel(root(t), dir)
	if err != nil {
		t.Fatal(err)
	}
	rel = filepath.ToSlash(rel)
	for object, at := range p.bound {
		_, allowed := unread[rel+": "+object.Name()]
		if !p.reads[object] && !allowed {
			t.Errorf("%s: nothing reads the flag's variable %s", p.set.Position(at), object.Name())
		}
	}
	for name, at := range p.names {
		if _, allowed := unread[rel+": "+name]; !p.words[name] && !allowed {
			t.Errorf("%s: nothing looks up the flag --%s", p.set.Position(at), name)
		}
	}
	return len(p.bound) + len(p.names)
}

// declared records the flag that a call declares, and uses of its variable that do not count as reading.
func (p *flagged) declared(n ast.Node, skipped map[ast.Node]bool) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, left := range n.Lhs {
			if n.Tok == token.ASSIGN { // an assignment is not a use
				skipped[left] = true
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok {
			skipped[key] = true
		}
	case *ast.CompositeLit: // a flag of a kind: its value is in a map
		if list, ok := n.Type.(*ast.ArrayType); ok && named(list.Elt) == "Flag" {
			for _, element := range n.Elts {
				if inner, ok := element.(*ast.CompositeLit); ok && inner.Type == nil {
					inner.Type = list.Elt
				}
			}
		}
		if named(n.Type) == "Flag" {
			for _, element := range n.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok && named(pair.Key) == "Name" {
					if name, ok := literal(pair.Value); ok {
						p.names[name] = n.Pos()
					}
				}
			}
		}
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || !binder.MatchString(method.Sel.Name) || len(n.Args) < 3 {
			return
		}
		if address, ok := n.Args[0].(*ast.UnaryExpr); ok && address.Op == token.AND {
			if object := p.object(address.X); object != nil {
				p.bound[object] = n.Pos()
				skipped[address] = true
			}
			return
		}
		if name, ok := literal(n.Args[0]); ok && !strings.Contains(method.Sel.Name, "Var") {
			p.names[name] = n.Pos()
		}
	}
}

// object returns the variable in an expression: a field, or a variable itself; for a field of an imported type, the variable
// that contains it.
func (p *flagged) object(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		if o := p.info.Uses[e]; o != nil {
			return o
		}
		return p.info.Defs[e]
	case *ast.SelectorExpr:
		if s := p.info.Selections[e]; s != nil {
			return s.Obj()
		}
		return p.object(e.X)
	}
	return nil
}

func named(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// used records what an expression reads.
func (p *flagged) used(n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if o := p.info.Uses[n]; o != nil {
			p.reads[o] = true
		}
	case *ast.SelectorExpr:
		if s := p.info.Selections[n]; s != nil {
			p.reads[s.Obj()] = true
		}
	case *ast.IndexExpr:
		if name, ok := literal(n.Index); ok {
			p.words[name] = true
		}
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		if ok && len(n.Args) == 1 && (strings.HasPrefix(method.Sel.Name, "Get") || method.Sel.Name == "Changed" || method.Sel.Name == "Lookup") {
			if name, ok := literal(n.Args[0]); ok {
				p.words[name] = true
			}
		}
	}
}
