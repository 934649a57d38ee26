package root_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// TestExamples checks that every example in a help is valid, and calls that command or a related one.
func TestExamples(t *testing.T) {
	t.Parallel()
	dir := exampleRemotes(t)
	lines := 0
	unused := map[string]bool{}
	for _, command := range root.ExampleCommands() {
		unused[command] = true
	}
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		if cmd.HasSubCommands() && cmd.Example == "" || cmd.DisableFlagParsing || cmd.Name() == "help" || cmd.Annotations["topic"] != "" || strings.Contains(cmd.CommandPath(), "completion") {
			return
		}
		if len(root.ExampleLines(cmd)) == 0 {
			t.Errorf("%s has no example: write one into its declaration, or into examples/%s.txt", cmd.CommandPath(), strings.Fields(cmd.CommandPath())[1])
		}
		delete(unused, strings.TrimPrefix(cmd.CommandPath(), "lxc "))
		for _, line := range root.ExampleLines(cmd) {
			lines++
			if err := understand(dir, line); err != "" {
				t.Errorf("%s shows %q: %s", cmd.CommandPath(), line, err)
			}
		}
	}
	visit(root.New(cli.NewApp(&term.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}})))
	delete(unused, "admin cluster") // passes its arguments on
	for command := range unused {
		t.Errorf("the example files have examples of %q, which is no command", command)
	}
	if lines < 450 {
		t.Errorf("there are %d examples", lines)
	}
}

// exampleRemotes writes a configuration with the remotes that examples use, and returns its directory.
func exampleRemotes(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	const remotes = "default-remote: local\nremotes:\n  local: {addr: 'unix://'}\n"
	var more strings.Builder
	for _, name := range []string{"prod", "backup", "lab", "img", "images", "new-server", "lxdhost", "incushost"} {
		more.WriteString("  " + name + ": {addr: 'https://192.0.2.7:8443', protocol: lxd}\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "config.yml"), []byte(remotes+more.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// understand runs a line up to the point where its command would start to work.
func understand(dir, line string) string {
	for _, end := range []string{" | ", " > ", " < ", " && ", "  #", " # ", " 2>"} {
		line, _, _ = strings.Cut(line, end)
	}
	words := shellWords(line)
	for len(words) > 0 && (strings.Contains(words[0], "=") || words[0] == "sudo") { // preceded by environment variables
		words = words[1:]
	}
	if len(words) == 0 || words[0] != "lxc" {
		return ""
	}
	var out, problems bytes.Buffer
	app := cli.NewApp(&term.Streams{Out: &out, Err: &problems})
	app.Config = func() (*config.Config, error) { return config.LoadConfig(filepath.Join(dir, "config.yml")) }
	tree := root.New(app)
	tree.SetArgs(append([]string{"--explain"}, words[1:]...))
	if err := tree.Execute(); err != nil {
		return err.Error() + problems.String()
	}
	return ""
}

// shellWords splits a line like a shell, as far as examples need it.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range line {
		switch {
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case r == quote:
			quote = 0
		case quote == 0 && r == ' ':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
