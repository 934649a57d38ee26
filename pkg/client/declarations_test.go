package lxd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// declarations are the exported declarations of a package as in its source. Types are written without parameter names and with
// aliases resolved.
type declarations struct {
	names      map[string]bool // types, constants and variables
	aliases    map[string]string
	pointers   map[string]bool // published interfaces that are pointers in this package
	interfaces map[string]*ast.InterfaceType
	embedded   map[string]map[string]bool
	fields     map[string]map[string]fieldFact
	methods    map[string]map[string]string // by type; "" for functions
	docs       map[string]*ast.FuncDecl     // by Type.Method
	bodies     map[string]string            // source text by Type.Method
}

// sourceFile is a file and its text.
type sourceFile struct {
	*ast.File

	src string
}

// text returns the source of a function.
func (f sourceFile) text(fn *ast.FuncDecl) string { return f.src[fn.Pos()-1 : fn.End()-1] }

type fieldFact struct{ typ, tag string }

func declarationsOf(t *testing.T, dir string) *declarations {
	t.Helper()
	d := &declarations{
		names: map[string]bool{}, aliases: map[string]string{}, interfaces: map[string]*ast.InterfaceType{},
		embedded: map[string]map[string]bool{}, fields: map[string]map[string]fieldFact{},
		methods: map[string]map[string]string{}, docs: map[string]*ast.FuncDecl{}, bodies: map[string]string{},
	}
	files := sourceOf(t, dir)
	for _, f := range files { // aliases first: the rest is written with them
		for _, spec := range specs(f) {
			if ts, ok := spec.(*ast.TypeSpec); ok && ts.Assign.IsValid() {
				d.aliases[ts.Name.Name] = d.text(ts.Type)
			}
		}
	}
	for _, f := range files {
		for _, spec := range specs(f) {
			d.spec(spec)
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.IsExported() {
				d.bodies[d.function(fn)] = f.text(fn)
			}
		}
	}
	return d
}

func sourceOf(t *testing.T, dir string) []sourceFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []sourceFile
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		files = append(files, parsed(t, path))
	}
	return files
}

func parsed(t *testing.T, path string) sourceFile {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return sourceFile{f, string(src)}
}

func specs(f sourceFile) []ast.Spec {
	var all []ast.Spec
	for _, decl := range f.Decls {
		if g, ok := decl.(*ast.GenDecl); ok {
			all = append(all, g.Specs...)
		}
	}
	return all
}

func (d *declarations) spec(spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range s.Names {
			d.names[name.Name] = true
		}
	case *ast.TypeSpec:
		d.names[s.Name.Name] = true
		switch t := s.Type.(type) {
		case *ast.InterfaceType:
			d.interfaces[s.Name.Name] = t
		case *ast.StructType:
			d.structType(s.Name.Name, t)
		}
	}
}

func (d *declarations) structType(name string, t *ast.StructType) {
	d.fields[name], d.embedded[name] = map[string]fieldFact{}, map[string]bool{}
	for _, f := range t.Fields.List {
		typ, tag := d.text(f.Type), ""
		if f.Tag != nil {
			tag, _, _ = strings.Cut(reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("json"), ",")
		}
		if len(f.Names) == 0 {
			d.embedded[name][typ] = true
		}
		for _, n := range f.Names {
			d.fields[name][n.Name] = fieldFact{typ: typ, tag: tag}
		}
	}
}

func (d *declarations) function(fn *ast.FuncDecl) (name string) {
	on := ""
	if fn.Recv != nil {
		on = strings.TrimPrefix(d.text(fn.Recv.List[0].Type), "*")
		on, _, _ = strings.Cut(on, "[")
	}
	if d.methods[on] == nil {
		d.methods[on] = map[string]string{}
	}
	d.methods[on][fn.Name.Name] = d.text(fn.Type)
	name = strings.TrimPrefix(on+"."+fn.Name.Name, ".")
	d.docs[name] = fn
	return name
}

// methodsOf returns the methods of a type, including those of embedded interfaces.
func (d *declarations) methodsOf(name string) map[string]string {
	iface := d.interfaces[name]
	if iface == nil {
		return d.methods[name]
	}
	all := map[string]string{}
	for _, m := range iface.Methods.List {
		if len(m.Names) == 1 {
			all[m.Names[0].Name] = d.text(m.Type)
			continue
		}
		for name, signature := range d.methodsOf(d.text(m.Type)) {
			all[name] = signature
		}
	}
	return all
}

func (d *declarations) resolve(name string) string {
	if to := d.aliases[name]; to != "" {
		return d.resolve(to)
	}
	return name
}

// published returns a type in the notation of the facts.
func (d *declarations) published(typ string) string {
	expr, err := parser.ParseExpr(typ)
	if err != nil {
		return err.Error()
	}
	ast.Inspect(expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && d.pointers[id.Name] {
			id.Name = "*" + id.Name
		}
		_, selector := n.(*ast.SelectorExpr)
		return !selector
	})
	return d.text(expr)
}

func (d *declarations) text(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.Ident:
		return d.resolve(e.Name)
	case *ast.SelectorExpr:
		return d.resolve(d.text(e.X) + "." + e.Sel.Name)
	case *ast.StarExpr:
		return "*" + d.text(e.X)
	case *ast.ParenExpr:
		return d.text(e.X)
	case *ast.Ellipsis:
		return "..." + d.text(e.Elt)
	case *ast.ArrayType:
		return "[]" + d.text(e.Elt)
	case *ast.MapType:
		return "map[" + d.text(e.Key) + "]" + d.text(e.Value)
	case *ast.ChanType:
		return "chan " + d.text(e.Value)
	case *ast.IndexExpr:
		return d.text(e.X) + "[" + d.text(e.Index) + "]"
	case *ast.FuncType:
		return "func(" + d.list(e.Params) + ") (" + d.list(e.Results) + ")"
	case *ast.InterfaceType:
		return "any"
	}
	return "?"
}

func (d *declarations) list(fields *ast.FieldList) string {
	if fields == nil {
		return ""
	}
	var types []string
	for _, f := range fields.List {
		for range max(len(f.Names), 1) {
			types = append(types, d.text(f.Type))
		}
	}
	return strings.Join(types, ", ")
}
