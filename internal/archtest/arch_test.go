// Package archtest enforces architecture rules: allowed imports, lengths of files and functions, and code that runs at
// start-up.
package archtest_test

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/openlxc/lxc/"

// allowed lists the packages of this module that each package may import. The last element of a pattern may be *.
var allowed = map[string][]string{
	"internal/sent": {}, "pkg/api": {"internal/sent"}, "pkg/i18n": {}, "pkg/cancel": {}, "internal/ws": {}, "internal/arch": {}, "internal/pause": {}, "internal/wire": {"internal/ws", "internal/pause", "pkg/api"}, "internal/download": {}, "internal/term": {},
	"internal/simplestreams": {"internal/arch", "pkg/api"},
	"internal/progress":      {},
	"pkg/client":             {"pkg/api", "pkg/cancel", "internal/ws", "internal/wire", "internal/sent", "internal/simplestreams", "internal/arch", "internal/pause"},
	"pkg/client/compat":      {"pkg/client", "pkg/api", "pkg/config"},
	"pkg/client/oidc":        {},
	"pkg/client/oci":         {"internal/arch", "pkg/client", "pkg/api"},
	"pkg/config":             {"pkg/client", "pkg/client/oidc", "pkg/client/oci", "pkg/api"},
	"internal/output":        {"pkg/i18n", "internal/sent", "internal/third_party/gojq"},
	"internal/cli":           {"pkg/config", "pkg/client", "pkg/api", "pkg/i18n", "internal/output", "internal/term", "internal/progress"},
	"internal/resource":      {"internal/cli", "pkg/config", "pkg/client", "pkg/api", "pkg/i18n", "internal/output", "internal/term", "internal/progress", "internal/sent"},
	"internal/localserve":    {"internal/cli", "pkg/client", "pkg/i18n"},
	"internal/backupfile":    {"internal/cli", "pkg/client", "pkg/api", "pkg/i18n", "internal/progress", "internal/download"},
	"cmd/lxc":                {"cmd/lxc/root", "internal/cli"},
	"cmd/lxc/root":           {"cmd/lxc/*", "internal/cli", "pkg/i18n"},
	"cmd/lxc/*": {
		"internal/cli", "internal/arch", "internal/pause", "internal/resource", "internal/localserve", "internal/backupfile", "internal/output", "internal/term", "internal/progress", "internal/download",
		"pkg/config", "pkg/client", "pkg/api", "pkg/i18n", "pkg/cancel",
	},
}

// helpers may import anything; code that is shipped must not import them.
var helpers = []string{"test/differential", "test/windows", "internal/replay", "internal/slowlink", "internal/slowlink/daemon", "pkg/lxdtest", "internal/minilxd", "internal/minilxd/daemon", "internal/clitest", "internal/archtest", "internal/gen"}

// thirdParty is the directory for the code of others, whose rules are their own.
const thirdParty = "third_party"

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func fits(pattern, name string) bool {
	prefix, wild := strings.CutSuffix(pattern, "*")
	return pattern == name || wild && strings.HasPrefix(name, prefix) && !strings.Contains(name[len(prefix):], "/")
}

func rule(pkg string) ([]string, bool) {
	if r, found := allowed[pkg]; found {
		return r, true
	}
	for pattern, r := range allowed {
		if fits(pattern, pkg) {
			return r, true
		}
	}
	return nil, false
}

// sources calls visit for each Go file that is not a test.
func sources(t *testing.T, visit func(pkg, path string, set *token.FileSet, file *ast.File, text []byte)) {
	t.Helper()
	base := root(t)
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == thirdParty {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(filepath.Dir(rel)), filepath.ToSlash(rel), set, file, text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImports(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, _ *token.FileSet, file *ast.File, _ []byte) {
		if slices.Contains(helpers, pkg) || strings.HasSuffix(path, "_test.go") {
			return
		}
		may, known := rule(pkg)
		if !known {
			t.Errorf("%s: there is no rule for the package %s", path, pkg)
		}
		for _, imp := range file.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			own, isOwn := strings.CutPrefix(name, module)
			if isOwn && !slices.ContainsFunc(may, func(p string) bool { return fits(p, own) }) {
				t.Errorf("%s must not import %s", path, own)
			}
			if name == "github.com/olekukonko/tablewriter" && pkg != "internal/output" {
				t.Errorf("%s: only internal/output makes tables", path)
			}
			if (name == "golang.org/x/term" || name == "os/signal") && pkg != "internal/term" {
				t.Errorf("%s: only internal/term touches the terminal", path)
			}
		}
	})
}

// TestFileNamesSaySomething checks that files have descriptive names.
func TestFileNamesSaySomething(t *testing.T) {
	t.Parallel()
	for _, top := range []string{"cmd", "internal", "pkg", "test"} {
		err := filepath.WalkDir(filepath.Join(root(t), top), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && (d.Name() == "testdata" || d.Name() == thirdParty) {
				return fs.SkipDir
			}
			for word := range strings.FieldsFuncSeq(d.Name(), func(r rune) bool { return r == '_' || r == '.' || r == '-' }) {
				if slices.Contains([]string{"more", "extras", "details", "objects", "lowlevel", "misc", "util", "utils"}, word) {
					t.Errorf("%s: %q says nothing", path, word)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSizes(t *testing.T) {
	t.Parallel()
	sources(t, func(_, path string, set *token.FileSet, file *ast.File, text []byte) {
		if lines := bytes.Count(text, []byte("\n")); lines > 400 {
			t.Errorf("%s has %d lines; 400 is the limit", path, lines)
		}
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line - 1; lines > 60 {
				t.Errorf("%s: %s has %d lines; 60 is the limit", path, f.Name.Name, lines)
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: nothing may run at start", path)
			}
		}
	})
}

func TestExportedNamesAreDocumented(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, _ *token.FileSet, file *ast.File, _ []byte) {
		if strings.HasSuffix(path, "_test.go") || file.Name.Name == "main" {
			return
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) && !strings.HasPrefix(pkg, "internal/minilxd") {
					t.Errorf("%s: %s has no comment", path, d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if spec, ok := s.(*ast.TypeSpec); ok && spec.Name.IsExported() && spec.Doc == nil && d.Doc == nil {
						t.Errorf("%s: %s has no comment", path, spec.Name.Name)
					}
				}
			}
		}
	})
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	expr := f.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if index, ok := expr.(*ast.IndexExpr); ok {
		expr = index.X
	}
	if index, ok := expr.(*ast.IndexListExpr); ok {
		expr = index.X
	}
	name, ok := expr.(*ast.Ident)
	return ok && name.IsExported() && name.Name != "String"
}

// TestForbiddenCalls restricts printing, exiting and background contexts to certain packages.
func TestForbiddenCalls(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, set *token.FileSet, file *ast.File, _ []byte) {
		if slices.Contains(helpers, pkg) || strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := s.X.(*ast.Ident)
			if !ok {
				return true
			}
			switch call := x.Name + "." + s.Sel.Name; {
			case strings.HasPrefix(call, "fmt.Print"),
				call == "os.Exit" && path != "cmd/lxc/main.go",
				(call == "os.Stdin" || call == "os.Stdout" || call == "os.Stderr") && pkg != "internal/term" && pkg != "pkg/client/compat",
				call == "context.Background" && pkg != "internal/cli" && !strings.HasPrefix(pkg, "pkg/client") && path != "pkg/config/published.go":
				t.Errorf("%s: %s does not belong here", set.Position(s.Pos()), call)
			}
			return true
		})
	})
}

// TestStartCost limits the initialization work before main, measured by the number of packages that have any.
func TestStartCost(t *testing.T) {
	t.Parallel()
	bin := filepath.Join(t.TempDir(), "lxc")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, "./cmd/lxc")
	build.Dir, build.Env = root(t), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(bin)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 18<<20 { // 1.1 MiB of it is the language of --jq; docs/notes/0001-dependencies.md says why
		t.Errorf("the binary has %d bytes", info.Size())
	}
	run := exec.Command(bin, "version", "--help")
	run.Env = append(os.Environ(), "GODEBUG=inittrace=1", "HOME="+t.TempDir())
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	packages, bytesAllocated := 0, 0
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 8 || fields[0] != "init" {
			continue
		}
		packages++
		n, err := strconv.Atoi(fields[7])
		if err != nil {
			t.Fatal(lines.Text())
		}
		bytesAllocated += n
	}
	if packages == 0 || packages > 130 || bytesAllocated > 400_000 {
		t.Errorf("%d packages allocate %d bytes before main", packages, bytesAllocated)
	}
}

// TestLibraryIsSmall limits the dependencies of the client library.
func TestLibraryIsSmall(t *testing.T) {
	t.Parallel()
	list := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./pkg/client")
	list.Dir = root(t)
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	// GetInstanceFileSFTP, as published, returns a client of pkg/sftp, which brings what it is made of. The descriptions in a
	// backup, which copies between LXD and Incus change, are YAML; yaml.v2 needs the standard library alone.
	for _, pkg := range strings.Fields(string(out)) {
		known := slices.ContainsFunc([]string{module, "github.com/gorilla/websocket", "golang.org/x/sys/unix", "golang.org/x/sync/singleflight", "github.com/pkg/sftp", "github.com/kr/fs", "golang.org/x/crypto/", "gopkg.in/yaml.v2"},
			func(prefix string) bool { return strings.HasPrefix(pkg, prefix) })
		if !known {
			t.Errorf("pkg/client depends on %s", pkg)
		}
	}
}
