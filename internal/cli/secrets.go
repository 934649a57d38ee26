package cli

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/openlxc/lxc/internal/output"
)

// HiddenValue replaces a secret.
const HiddenValue = "********"

// SecretKey reports whether the value of a configuration key is secret.
func SecretKey(key string) bool {
	return strings.HasSuffix(key, "password") || strings.HasSuffix(key, "secret") || strings.HasSuffix(key, ".key") ||
		strings.HasSuffix(key, "token")
}

// hidesSecrets reports whether secrets are hidden: others may see a terminal.
func (a *App) hidesSecrets() bool { return !a.Flags.ShowSecrets && a.Streams.OutputIsTerminal() }

// PrintYAML prints a value as YAML, or in the requested format. On a terminal secrets are hidden, unless --show-secrets is
// given.
func (a *App) PrintYAML(value any) error {
	format, err := a.Format("yaml")
	switch {
	case err != nil:
		return err
	case !a.hidesSecrets():
		return a.Show(value)
	case format.Name == "yaml" && format.Plain():
		text, err := output.YAMLText(value)
		a.page(output.ScreenText(hideSecrets(string(text))))
		return err
	}
	shown, err := a.Without(value)
	if err != nil {
		return err
	}
	return a.Show(shown)
}

// Without returns a value without its secrets on a terminal, and unchanged otherwise.
func (a *App) Without(value any) (any, error) {
	if !a.hidesSecrets() {
		return value, nil
	}
	tree, err := output.Tree(value)
	return a.hideIn(tree), err
}

// JSONWithout returns an object in JSON without its secrets on a terminal, and unchanged otherwise.
func (a *App) JSONWithout(raw []byte) ([]byte, error) {
	if !a.hidesSecrets() {
		return raw, nil
	}
	shown, err := a.Without(json.RawMessage(raw))
	if err != nil {
		return nil, err
	}
	return json.Marshal(shown)
}

// hideIn replaces the values of secret keys and the passwords of URLs in decoded JSON.
func (a *App) hideIn(tree any) any {
	switch tree := tree.(type) {
	case string:
		return a.ShownURL(tree)
	case []any:
		for i := range tree {
			tree[i] = a.hideIn(tree[i])
		}
	case map[string]any:
		for key, value := range tree {
			if text, ok := value.(string); ok && text != "" && private(key) {
				tree[key] = HiddenValue
				continue
			}
			tree[key] = a.hideIn(value)
		}
	}
	return tree
}

// ShownURL returns a URL for display. On a terminal its password is removed.
func (a *App) ShownURL(text string) string {
	if !a.hidesSecrets() || !strings.Contains(text, "@") {
		return text
	}
	if u, err := url.Parse(text); err == nil && u.User != nil {
		return u.Redacted()
	}
	return text
}

// private reports whether the value of a field or configuration key is secret.
func private(key string) bool {
	key = strings.ToLower(key)
	return SecretKey(key) || strings.HasSuffix(key, "client_key")
}

// hideSecrets replaces the values of secret keys in a YAML text. A value ends before the next line that is not indented more
// than its key.
func hideSecrets(text string) string {
	var b strings.Builder
	hidden := -1 // depth of the key whose value is being left out
	for line := range strings.Lines(text) {
		content := strings.TrimLeft(line, " ")
		depth := len(line) - len(content)
		if hidden >= 0 && (depth > hidden || strings.TrimSpace(content) == "") {
			continue
		}
		hidden = -1
		key, value, found := strings.Cut(strings.TrimSuffix(content, "\n"), ": ")
		if found && private(strings.Trim(key, `"'`)) && value != `""` {
			hidden = depth
			line = line[:depth] + key + ": '" + HiddenValue + "'\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
