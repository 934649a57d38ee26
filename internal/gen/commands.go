package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// factsFile is the table of the stock clients' commands.
const factsFile = "internal/gen/testdata/stock.tsv"

const commandsHead = `# Every command of the stock clients

Made by ` + "`make gen`" + ` from the tree of commands of this client and from ` + "`" + factsFile + "`" + `, the commands and flags of the stock
clients as facts: ` + "`lxc`" + ` 2.7, 5.0 and 6.9, ` + "`incus`" + ` 6.0 and 7.3. They have %d commands, of which %d are here, with %d of their %d flags
(a flag counts once for each command and client that has it, with its letter).

The columns lxc and incus name the versions that have a command, needs the API extension without which it refuses to act. Tests
says where the words of the command stand in a test: bats (end to end, on the built-in server and real ones), diff (beside the
stock client), replay (against recorded servers of the newest versions), unit. The verbs that all kinds of objects have are run
by a table besides.
`

// commands generates docs/commands.md.
func commands(files map[string][]byte) error {
	facts, err := readFacts(factsFile)
	if err != nil {
		return err
	}
	trees := map[string]*cobra.Command{"lxc": treeOf("lxc"), "incus": treeOf("incus")}
	lines, err := testLines()
	if err != nil {
		return err
	}
	lacking := missing(facts, trees)
	var rows strings.Builder
	paths, here, flags := 0, 0, 0
	for _, c := range facts {
		for _, f := range c.flags {
			flags += len(f.clients)
		}
		if c.path == globalFlags {
			continue
		}
		paths++
		if !slices.ContainsFunc(lacking, func(line string) bool { return strings.HasSuffix(line, ": "+c.path) }) {
			here++
		}
		fmt.Fprintln(&rows, c.row(trees, lines))
	}
	lackingFlags := 0
	for _, line := range lacking {
		if strings.Contains(line, " --") {
			lackingFlags++
		}
	}
	var page strings.Builder
	fmt.Fprintf(&page, commandsHead, paths, here, flags-lackingFlags, flags)
	if len(lacking) > 0 {
		page.WriteString("\nNot here:\n\n")
		for _, line := range lacking {
			fmt.Fprintf(&page, "- `%s`\n", line)
		}
	}
	fmt.Fprintf(&page, "\nOurs alone: %s.\n\n", strings.Join(oursAlone(facts, trees["lxc"]), ", "))
	page.WriteString("| command | lxc | incus | needs | tests |\n| --- | --- | --- | --- | --- |\n" + rows.String())
	files["docs/commands.md"] = []byte(page.String())
	return nil
}

func (c stockCommand) row(trees map[string]*cobra.Command, lines map[string][]string) string {
	versions := map[string][]string{}
	for _, client := range c.clients {
		word, version, _ := strings.Cut(client, "-")
		versions[word] = append(versions[word], version)
	}
	path, shown := c.path, "`"+c.path+"`"
	if c.here != "" {
		path, shown = c.here, shown+" (here `"+c.here+"`)"
	}
	needs := c.needs
	if needs != "" {
		needs = "`" + needs + "`"
	}
	tests := strings.Join(testedIn(lines, path), ", ")
	if cmd := find(trees["lxc"], path); cmd != nil && cmd.HasSubCommands() && !strings.Contains(cmd.Use, " ") {
		tests = "(group)"
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |", shown, strings.Join(versions["lxc"], " "), strings.Join(versions["incus"], " "), needs, tests)
}

// oursAlone returns the commands that no stock client has.
func oursAlone(facts []stockCommand, tree *cobra.Command) []string {
	known := map[*cobra.Command]bool{}
	for _, c := range facts {
		if cmd := find(tree, c.path); cmd != nil {
			known[cmd] = true
		}
		if cmd := find(tree, c.here); c.here != "" && cmd != nil {
			known[cmd] = true
		}
	}
	var all []string
	visit(tree, "", func(cmd *cobra.Command, path string) {
		if !known[cmd] && !cmd.Hidden && !cmd.HasSubCommands() {
			all = append(all, "`"+path+"`")
		}
	})
	slices.Sort(all)
	return all
}

// testSources maps each kind of test to the directory and file extension of its command lines.
var testSources = map[string]struct{ dir, ending string }{
	"bats": {"test/bats", ".bats"}, "diff": {"test/differential/cases", ".txt"}, "unit": {"cmd/lxc", "_test.go"},
}

// testLines returns the lines of all tests by kind of test, with words separated by single blanks.
func testLines() (map[string][]string, error) {
	all := map[string][]string{}
	for kind, source := range testSources {
		err := filepath.WalkDir(source.dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, source.ending) {
				return err
			}
			data, err := os.ReadFile(path)
			for line := range strings.Lines(string(data)) {
				for _, one := range alternatives(line, 64) {
					all[kind] = append(all[kind], plainWords(kind, one))
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	flows, err := flowLines("internal/replay/testdata")
	all["replay"] = flows
	return all, err
}

var oneOf = regexp.MustCompile(`\{\{([^{}]*)\}\}`)

// alternatives expands {{a|b}} in a line, to at most limit lines.
func alternatives(line string, limit int) []string {
	match := oneOf.FindStringSubmatchIndex(line)
	if match == nil || limit <= 1 {
		return []string{line}
	}
	var all []string
	for _, word := range strings.Split(line[match[2]:match[3]], "|") {
		all = append(all, alternatives(line[:match[0]]+word+line[match[1]:], limit/2)...)
	}
	return all
}

var between = regexp.MustCompile(`["` + "`" + `], *["` + "`" + `]`)

// plainWords returns a line of a test as words that follow the program name.
func plainWords(kind, line string) string {
	if kind == "unit" { // command lines are string literals in Go
		line = between.ReplaceAllString(line, " ")
		line = strings.NewReplacer(`"lxd `, ` lxc `, `"incus `, ` lxc `, `"lxc `, ` lxc `, `"`, " lxc ", "`", " lxc ").Replace(line)
	}
	return " " + strings.Join(strings.Fields(line), " ") + " "
}

// testedIn returns the kinds of tests that run a command.
func testedIn(lines map[string][]string, path string) []string {
	var kinds []string
	for kind, all := range lines {
		if slices.ContainsFunc(all, func(line string) bool {
			return strings.Contains(line, "lxc "+path+" ") || strings.Contains(line, "incus "+path+" ")
		}) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
