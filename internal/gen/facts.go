package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// stockCommand describes a command of the stock clients.
type stockCommand struct {
	path    string
	clients []string
	aliases []string
	flags   []stockFlag
	needs   string // API extension
	here    string // name in this client, if different
}

type stockFlag struct {
	long, short string
	clients     []string
}

// globalFlags stands for the path in the entry for global flags.
const globalFlags = "(global)"

// readFacts reads the table of the stock clients' commands.
func readFacts(path string) ([]stockCommand, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var all []stockCommand
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != 6 {
			return nil, fmt.Errorf("%s: %q has %d columns, not 6", path, line, len(cells))
		}
		c := stockCommand{path: cells[0], clients: strings.Split(cells[1], "+"), aliases: strings.Fields(cells[2]), needs: cells[4], here: cells[5]}
		for _, word := range strings.Fields(cells[3]) {
			name, clients, some := strings.Cut(word, "@")
			f := stockFlag{clients: c.clients}
			if some {
				f.clients = strings.Split(clients, "+")
			}
			f.long, f.short, _ = strings.Cut(name, ",")
			c.flags = append(c.flags, f)
		}
		all = append(all, c)
	}
	return all, nil
}

// treeOf builds the command tree for a program name.
func treeOf(word string) *cobra.Command {
	app := cli.NewApp(&term.Streams{})
	app.SetProgram(word)
	tree := root.New(app)
	tree.InitDefaultHelpFlag()
	return tree
}

// find returns the command at a path, or nil.
func find(tree *cobra.Command, path string) *cobra.Command {
	cmd := tree
	for _, word := range strings.Fields(path) {
		i := slices.IndexFunc(cmd.Commands(), func(c *cobra.Command) bool { return c.Name() == word || c.HasAlias(word) })
		if i < 0 {
			return nil
		}
		cmd = cmd.Commands()[i]
	}
	return cmd
}

// missing returns what the stock clients have and our trees, by program name, lack.
func missing(facts []stockCommand, trees map[string]*cobra.Command) []string {
	var all []string
	for _, c := range facts {
		for _, client := range c.clients {
			word, _, _ := strings.Cut(client, "-")
			for _, what := range c.missing(client, find(trees[word], c.name())) {
				all = append(all, client+": "+strings.TrimSpace(c.path+" "+what))
			}
		}
	}
	return all
}

// name returns the name of the command in this client.
func (c stockCommand) name() string {
	switch {
	case c.path == globalFlags:
		return ""
	case c.here != "":
		return c.here
	}
	return c.path
}

// missing returns the aliases and flags that ours lacks compared to a stock client, or "" alone if the command does not
// exist.
func (c stockCommand) missing(client string, ours *cobra.Command) []string {
	if ours == nil {
		return []string{""}
	}
	var all []string
	for _, alias := range c.aliases {
		if parent := ours.Parent(); parent == nil || find(parent, alias) == nil {
			all = append(all, "(alias "+alias+")")
		}
	}
	for _, f := range c.flags {
		if slices.Contains(f.clients, client) && !hasFlag(ours, f) {
			all = append(all, "--"+f.long+" "+dash(f.short))
		}
	}
	return all
}

func dash(letter string) string {
	if letter == "" {
		return ""
	}
	return "-" + letter
}

func hasFlag(cmd *cobra.Command, f stockFlag) bool {
	for _, set := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags(), cmd.InheritedFlags()} {
		if flag := set.Lookup(f.long); flag != nil && (f.short == "" || flag.Shorthand == f.short) {
			return true
		}
	}
	return false
}

// visit calls do for all commands below cmd, with their paths.
func visit(cmd *cobra.Command, words string, do func(cmd *cobra.Command, path string)) {
	for _, sub := range cmd.Commands() {
		path := strings.TrimSpace(words + " " + sub.Name())
		do(sub, path)
		visit(sub, path, do)
	}
}
