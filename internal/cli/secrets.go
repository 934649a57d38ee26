package cli

import (
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

// PrintYAML prints a value as YAML. On a terminal secrets are hidden, unless --show-secrets is given.
func (a *App) PrintYAML(value any) error {
	if a.Result.Asked() || !a.hidesSecrets() {
		return a.Show(value)
	}
	text, err := output.YAMLText(value)
	a.page(output.ScreenText(hideSecrets(string(text))))
	return err
}

// ShownURL returns a URL for display. On a terminal its password is removed.
func (a *App) ShownURL(text string) string {
	if u, err := url.Parse(text); err == nil && u.User != nil && a.hidesSecrets() {
		return u.Redacted()
	}
	return text
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
		private := SecretKey(strings.ToLower(strings.Trim(key, `"'`))) || strings.HasSuffix(strings.ToLower(key), "client_key")
		if found && private && value != `""` {
			hidden = depth
			line = line[:depth] + key + ": '" + HiddenValue + "'\n"
		}
		b.WriteString(line)
	}
	return b.String()
}
