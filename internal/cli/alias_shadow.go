package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// isCommand reports whether a word is a built-in command or a plugin.
func (a *App) isCommand(root *cobra.Command, word string) bool {
	cmd, _, err := root.Find([]string{word})
	return err == nil && cmd != root || a.plugin(word) != ""
}

// checkAlias rejects an alias that expands to another alias: since the result is not expanded again, nothing would run.
func (a *App) checkAlias(root *cobra.Command, aliases map[string]string, name string, words []string) error {
	chain := []string{name}
	for {
		at := commandAt(words)
		if at >= len(words) || a.isCommand(root, words[at]) {
			break
		}
		next, target, n := match(aliases, words[at:])
		if n == 0 {
			break
		}
		looped := slices.Contains(chain, next)
		if chain = append(chain, next); looped {
			return Usagef(i18n.G("the aliases form a loop: %s"), strings.Join(chain, " -> "))
		}
		words, _ = splitQuoted(target) // nil if it cannot be split
	}
	if len(chain) > 1 {
		return Usagef(i18n.G("alias %q expands to another alias, %q; an alias must expand to a command"), name, chain[1])
	}
	return nil
}

// underAlias returns the command tree for the expansion of an alias.
func (a *App) underAlias(alias string, words []string) (*cobra.Command, []string, error) {
	c, err := a.Config()
	if err != nil {
		return nil, words, err
	}
	if target, users := c.Aliases[alias]; users && !slices.Contains(words, "-q") && !slices.Contains(words, "--quiet") {
		a.NoteShadow(alias, target)
	}
	root := a.tree(a, words...)
	return root, words, a.checkAlias(root, c.Aliases, alias, words)
}

// NoteShadow reports on a terminal that an alias hides the built-in command of its name. An alias that only adds arguments
// to that command, such as list for list -c n, hides nothing.
func (a *App) NoteShadow(name, target string) {
	words := strings.Fields(name)
	parts, err := splitQuoted(target)
	if !a.Streams.ErrIsTerminal() || err != nil || len(words) == 0 {
		return
	}
	flags := a.Flags
	root := a.tree(a, words...)
	a.Flags = flags // building the tree has reset them to their defaults
	own, rest, err := root.Find(words)
	if err != nil || own == root || len(rest) > 0 {
		return
	}
	if other, _, err := root.Find(parts[commandAt(parts):]); err == nil && other == own {
		return
	}
	a.Aside("%s", i18n.F("Note: the alias %q hides the command of that name; it runs: %s", name, target))
}
