package root

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// elsewhere names the packages of top-level commands that are not named after them; the remaining top-level commands are
// verbs of instances and servers.
var elsewhere = map[string]string{"default": "defaults", "placement-group": "cluster", "replicator": "cluster"}

// packageFiles returns the contents of a package's files by name, without tests.
type packageFiles map[string]string

func readPackage(t *testing.T, dir string) packageFiles {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files := packageFiles{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(text)
	}
	return files
}

// has reports whether a file declares a command of that name: the name occurs as a string, alone or as the last word.
func (p packageFiles) has(file, verb string) bool {
	return strings.Contains(p[file], `"`+verb+`"`) || strings.Contains(p[file], " "+verb+`"`)
}

func fileName(words ...string) string {
	return strings.ReplaceAll(strings.Join(words, "_"), "-", "_") + ".go"
}

// find returns the file of a command as expected from its path: <noun>/<verb>.go, <noun>/<group>_<verb>.go, or the file of a
// small group. Generic verbs are in internal/resource, if the noun declares a kind and has no separate command for the verb.
func find(all map[string]packageFiles, words []string) string {
	pkg, rest := words[0], words[1:]
	if other, found := elsewhere[pkg]; found {
		pkg = other
		if pkg == "cluster" {
			rest = words
		}
	}
	if len(words) > 3 && strings.Join(words[:3], " ") == "storage volume file" { // the same verbs as for instances
		pkg, rest = "file", words[3:]
	}
	homes := []string{pkg}
	if _, found := all[pkg]; !found {
		homes, rest = []string{"instance", "server", "root"}, words
	}
	verb := words[len(words)-1]
	for _, home := range homes {
		for n := len(rest); n > 0; n-- {
			name := fileName(rest[:n]...)
			if _, exact := all[home][name]; exact && n == len(rest) || all[home].has(name, verb) {
				return home + "/" + name
			}
		}
	}
	return generic(all, homes[0], rest)
}

// generic returns the file of a verb shared by kinds, devices or attachments.
func generic(all map[string]packageFiles, home string, rest []string) string {
	if len(rest) == 0 {
		return ""
	}
	verb := rest[len(rest)-1]
	shared := fileName(strings.TrimSuffix(verb, "-profile"))
	if len(rest) > 1 && rest[len(rest)-2] == "device" {
		shared = fileName("device", verb)
	}
	if _, found := all["resource"][shared]; !found {
		return ""
	}
	group := fileName(rest[:len(rest)-1]...)
	for _, name := range []string{"kinds.go", group, fileName(append(rest[:len(rest)-1:len(rest)-1], "attach")...)} {
		if strings.Contains(all[home][name], "resource.") {
			return "resource/" + shared + " + " + home + "/" + name
		}
	}
	return ""
}

// strays returns the hand-written commands in files whose name does not match.
func strays(t *testing.T, home string, files packageFiles) (found []string, made int) {
	t.Helper()
	for name, text := range files {
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			spec, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			kind, ok := spec.Type.(*ast.SelectorExpr)
			if !ok || kind.Sel.Name != "Spec" {
				return true
			}
			for _, e := range spec.Elts {
				pair, ok := e.(*ast.KeyValueExpr)
				if !ok || fmt.Sprint(pair.Key) != "Name" {
					continue
				}
				value, ok := pair.Value.(*ast.BasicLit)
				if !ok {
					continue
				}
				made++
				verb := strings.ReplaceAll(strings.Trim(value.Value, `"`), "-", "_")
				base := strings.TrimSuffix(name, ".go")
				if base != verb && !strings.HasSuffix(base, "_"+verb) && !slices.Contains(smallGroups, home+"/"+base) {
					found = append(found, home+"/"+name+": "+verb)
				}
			}
			return true
		})
	}
	return found, made
}

// smallGroups are files that contain all verbs of a small group.
var smallGroups = []string{
	"auth/identity_token", "auth/identity_group", "config/metadata", "config/template", "config/uefi", "instance/low_level_bitmaps",
	"network/zone_record_entry", "network/acl_rule", "network/forward_port", "network/load_balancer_backend", "network/load_balancer_port",
	"network/load_balancer_pool_instance",
}

// TestFilesAreFoundByName checks that the file of a command can be found by its path.
func TestFilesAreFoundByName(t *testing.T) {
	dirs, err := filepath.Glob("../*")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]packageFiles{"resource": readPackage(t, "../../../internal/resource")}
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			all[filepath.Base(dir)] = readPackage(t, dir)
		}
	}
	var lost []string
	leaves := 0
	var visit func(cmd *cobra.Command, words []string)
	visit = func(cmd *cobra.Command, words []string) {
		for _, c := range cmd.Commands() {
			if !c.Hidden {
				visit(c, append(slices.Clone(words), c.Name()))
			}
		}
		if cmd.HasSubCommands() || len(words) == 0 {
			return
		}
		leaves++
		file := find(all, words)
		if file == "" {
			lost = append(lost, strings.Join(words, " "))
		}
		t.Log(strings.Join(words, " "), "→", file)
	}
	visit(New(cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})), nil)
	share := 100 * (leaves - len(lost)) / leaves
	t.Logf("%d of %d commands (%d %%) are found by name", leaves-len(lost), leaves, share)
	if share < 90 {
		t.Errorf("only %d %% of the commands are found by name; lost:\n%s", share, strings.Join(lost, "\n"))
	}
	made := 0
	var astray []string
	for home, files := range all {
		if home == "resource" || home == "root" {
			continue
		}
		found, n := strays(t, home, files)
		astray, made = append(astray, found...), made+n
	}
	slices.Sort(astray)
	t.Logf("%d of %d commands made by hand are in a file of their name", made-len(astray), made)
	if len(astray)*10 > made {
		t.Errorf("commands in files of other names:\n%s", strings.Join(astray, "\n"))
	}
}
