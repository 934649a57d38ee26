// Command gen generates files from the command tree and the sources: completions/, docs/man/, docs/commands.md,
// docs/differences.md and the translation template. With -check it writes nothing and fails if a file is stale.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

func main() {
	check := flag.Bool("check", false, "change nothing, fail where something is stale")
	flag.Parse()
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		_ = os.Setenv(name, "C")
	}
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(check bool) error {
	files := map[string][]byte{}
	tree := root.New(cli.NewApp(&term.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}))
	if err := completions(tree, files); err != nil {
		return err
	}
	if err := manPages(tree, files); err != nil {
		return err
	}
	if err := differences(files); err != nil {
		return err
	}
	if err := commands(files); err != nil {
		return err
	}
	messages, err := extract(".")
	if err != nil {
		return err
	}
	files["pkg/i18n/po/lxc.pot"] = template(messages)
	if !check { // before the catalogs are compared with it, for translators
		if err := os.WriteFile("pkg/i18n/po/lxc.pot", template(messages), 0o644); err != nil {
			return err
		}
	}
	if err := catalogs(messages, files); err != nil {
		return err
	}
	for _, dir := range []string{"completions", "docs/man", "pkg/i18n/catalogs"} {
		if err := stale(dir, files, check); err != nil {
			return err
		}
	}
	for path, want := range files {
		have, err := os.ReadFile(path)
		if err == nil && bytes.Equal(have, want) {
			continue
		}
		if check {
			return fmt.Errorf("%s is stale: run make gen", path)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, want, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// stale removes generated files that are no longer produced.
func stale(dir string, files map[string][]byte, check bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for _, e := range entries {
		path := dir + "/" + e.Name()
		if _, made := files[path]; made {
			continue
		}
		if check {
			return fmt.Errorf("%s is stale: run make gen", path)
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

func completions(tree *cobra.Command, files map[string][]byte) error {
	for path, write := range map[string]func(*bytes.Buffer) error{
		"completions/lxc.bash": func(b *bytes.Buffer) error { return tree.GenBashCompletionV2(b, true) },
		"completions/_lxc":     func(b *bytes.Buffer) error { return tree.GenZshCompletion(b) },
		"completions/lxc.fish": func(b *bytes.Buffer) error { return tree.GenFishCompletion(b, true) },
		"completions/lxc.ps1":  func(b *bytes.Buffer) error { return tree.GenPowerShellCompletionWithDesc(b) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return err
		}
		files[path] = b.Bytes()
	}
	return nil
}
