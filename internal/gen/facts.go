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

// stockCommand is what is known of one command of the stock clients.
type stockCommand struct {
	path    string
	clients []string
	aliases []string
	flags   []stockFlag
	needs   string // API extension
	here    string // its name here, where that is another one
}

type stockFlag struct {
	long, short string
	clients     []string
}

// globalFlags is in the place of a path where the flags of all commands are.
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

// treeOf is the tree of commands as a user of the word has it.
func treeOf(word string) *cobra.Command {
	app := cli.NewApp(&term.Streams{})
	app.SetProgram(word)
	tree := root.New(app)
	tree.InitDefaultHelpFlag()
	return tree
}

// find returns the command that words name, nil where there is none.
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

// missing says what stock clients have and the trees of ours, by word, lack.
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

// name is how the command is called here.
func (c stockCommand) name() string {
	switch {
	case c.path == globalFlags:
		return ""
	case c.here != "":
		return c.here
	}
	return c.path
}

// missing says what ours lacks of a command of a client: "" where it is not there at all.
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

// visit calls do for all commands below one that can be named, with their words.
func visit(cmd *cobra.Command, words string, do func(cmd *cobra.Command, path string)) {
	for _, sub := range cmd.Commands() {
		path := strings.TrimSpace(words + " " + sub.Name())
		do(sub, path)
		visit(sub, path, do)
	}
}
