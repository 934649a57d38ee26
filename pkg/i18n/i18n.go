// Package i18n translates messages. Messages are complete English sentences; catalogs are gettext PO files. `make gen`
// converts them to the JSON that is embedded in the program, because parsing PO would slow down the start of every command.
// The catalog is loaded on first use, in the language of LC_ALL, LC_MESSAGES or LANG.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
)

//go:embed catalogs/*.json
var catalogs embed.FS

var current = sync.OnceValue(func() *Catalog { return Open(language()) })

// Catalog holds the messages of a language. A nil Catalog translates nothing.
type Catalog struct {
	messages map[string][]string
	plural   string // one digit per number below 200: the index of its plural form; larger numbers use their last two digits
}

// Open returns the catalog of a language such as "de" or "de_AT", or nil.
func Open(lang string) *Catalog {
	lang, _, _ = strings.Cut(lang, ".")
	for _, name := range []string{lang, strings.SplitN(lang, "_", 2)[0]} {
		if name == "" || name == "messages" || strings.ContainsAny(name, "/\\") {
			return nil
		}
		data, err := catalogs.ReadFile("catalogs/" + name + ".json")
		if err != nil {
			continue
		}
		ids, err := catalogs.ReadFile("catalogs/messages.json")
		if err != nil {
			return nil
		}
		return read(ids, data)
	}
	return nil
}

// read makes a catalog of the messages and their translations, which are in the same order after the plural rule. It returns
// nil if they do not belong together; all catalogs are covered by a test.
func read(ids, data []byte) *Catalog {
	var messages []string
	var forms [][]string
	if json.Unmarshal(ids, &messages) != nil || json.Unmarshal(data, &forms) != nil || len(forms) != len(messages)+1 || len(forms[0]) != 1 || len(forms[0][0]) != 200 {
		return nil
	}
	c := &Catalog{messages: make(map[string][]string, len(messages)), plural: forms[0][0]}
	for i, id := range messages {
		c.messages[id] = forms[i+1]
	}
	return c
}

// language returns the language from the environment, or "" for English, "C" and "POSIX".
func language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if v == "C" || v == "POSIX" || strings.HasPrefix(v, "C.") || strings.HasPrefix(v, "en") {
				return ""
			}
			return v
		}
	}
	return ""
}

// Get returns the translation of a message, or the message itself.
func (c *Catalog) Get(message string) string {
	if c != nil && message != "" {
		if forms := c.messages[message]; len(forms) > 0 {
			return forms[0]
		}
	}
	return message
}

// GetN returns the translation of a message for n items.
func (c *Catalog) GetN(one, many string, n int) string {
	if c != nil {
		if form := c.form(n); form < len(c.messages[one]) {
			return c.messages[one][form]
		}
	}
	if n == 1 {
		return one
	}
	return many
}

// form returns the index of the plural form for n.
func (c *Catalog) form(n int) int {
	n = max(n, -n)
	if n >= 200 {
		n = 100 + n%100
	}
	return int(c.plural[n] - '0')
}

// G translates a message.
func G(message string) string { return current().Get(message) }

// M marks a message that G translates later.
func M(message string) string { return message }

// N translates a message about n items.
func N(one, many string, n int) string { return current().GetN(one, many, n) }

// F translates a format and formats args with it.
func F(format string, args ...any) string { return fmt.Sprintf(G(format), args...) }
