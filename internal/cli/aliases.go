package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// BuiltinAliases returns the aliases that every user has. shell runs root's login shell; in lxc it falls back to sh if there
// is no su.
func (a *App) BuiltinAliases() map[string]string {
	return map[string]string{"shell": PerFlavor(a, "exec @ARGS@ -- sh -c 'command -v su >/dev/null 2>&1 && exec su -l; exec sh -l'", "exec @ARGS@ -- su -l")}
}

// expandAliases replaces the first words of a command line if they are a user's or built-in alias. The result is not
// expanded again. alias is the name of the alias, or "" if nothing was replaced. Completion requests are left unchanged.
func (a *App) expandAliases(root *cobra.Command, words []string) (out []string, alias string, err error) {
	at := commandAt(words)
	if at >= len(words) || strings.HasPrefix(words[at], "__complete") {
		return words, "", nil
	}
	user := map[string]string{}
	switch words[at] {
	case "version", "help", "completion":
	default:
		c, err := a.Config()
		if err != nil {
			return nil, "", err
		}
		user = c.Aliases
	}
	name, target, n := match(user, words[at:])
	if n == 0 {
		if cmd, _, err := root.Find(words[at : at+1]); err == nil && cmd != root {
			return words, "", nil
		}
		if name, target, n = match(a.BuiltinAliases(), words[at:]); n == 0 {
			return words, "", nil
		}
	}
	expanded, err := expand(name, target, words[at+n:])
	if err != nil {
		return nil, "", err
	}
	return append(append([]string{}, words[:at]...), expanded...), name, nil
}

// commandAt returns the index of the first word that is neither a flag nor the value of one.
func commandAt(words []string) int {
	at := 0
	for at < len(words) && strings.HasPrefix(words[at], "-") {
		if words[at] == "--project" && at+1 < len(words) {
			at++
		}
		at++
	}
	return at
}

// match returns the longest alias that a command line begins with.
func match(aliases map[string]string, words []string) (name, target string, n int) {
	for alias, to := range aliases {
		parts := strings.Fields(alias)
		if len(parts) <= n || len(parts) > len(words) {
			continue
		}
		fits := true
		for i, p := range parts {
			fits = fits && words[i] == p
		}
		if fits {
			name, target, n = alias, to, len(parts)
		}
	}
	return name, target, n
}

// expand inserts arguments into an alias: @ARGS@ stands for all, @ARG1@ for one, also inside a word. Without such a placeholder
// they are appended.
func expand(name, target string, args []string) ([]string, error) {
	parts, err := splitQuoted(target)
	if err != nil || len(parts) == 0 {
		return nil, Usagef(i18n.G("invalid alias %q: %s"), name, target)
	}
	used := map[int]bool{}
	var out []string
	all := false
	for _, p := range parts {
		switch {
		case p == "@ARGS@":
			all = true
			out = append(out, "\x00")
			continue
		case strings.Contains(p, "@ARG"):
			filled, err := fill(p, args, used)
			if err != nil {
				return nil, Usagef(i18n.G("alias %q requires more arguments: %s"), name, target)
			}
			p = filled
		}
		out = append(out, p)
	}
	var rest []string
	for i, a := range args {
		if !used[i] {
			rest = append(rest, a)
		}
	}
	if !all {
		return append(out, rest...), nil
	}
	var filled []string
	for _, p := range out {
		if p == "\x00" {
			filled = append(filled, rest...)
		} else {
			filled = append(filled, p)
		}
	}
	return filled, nil
}

// fill replaces every @ARG1@, @ARG2@ … in a word and records which arguments are used.
func fill(word string, args []string, used map[int]bool) (string, error) {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(word, "@ARG")
		out.WriteString(before)
		if !found {
			return out.String(), nil
		}
		digits, rest, closed := strings.Cut(after, "@")
		n, err := strconv.Atoi(digits)
		switch {
		case !closed || err != nil:
			out.WriteString("@ARG")
			word = after
			continue
		case n < 1 || n > len(args):
			return "", strconv.ErrRange
		}
		used[n-1] = true
		out.WriteString(args[n-1])
		word = rest
	}
}

// splitQuoted splits at spaces, except in single or double quotes and after backslashes.
func splitQuoted(text string) ([]string, error) {
	var out []string
	var word strings.Builder
	quote, in := rune(0), false
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, in = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, in = r, true
		case r == ' ' || r == '\t':
			if in {
				out = append(out, word.String())
				word.Reset()
				in = false
			}
		default:
			word.WriteRune(r)
			in = true
		}
	}
	if quote != 0 || escaped {
		return nil, Usagef(i18n.G("unclosed quote in %q"), text)
	}
	if in {
		out = append(out, word.String())
	}
	return out, nil
}
