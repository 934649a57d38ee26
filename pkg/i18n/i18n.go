// Package i18n translates what people read. Messages are whole English sentences; catalogs are gettext PO files. What is
// built into the program is JSON that `make gen` makes of them, read on first use in the language that LC_ALL, LC_MESSAGES
// or LANG names: a reader of PO would cost the start of every command more than the whole tree of commands.
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

// Catalog holds the messages of one language. A nil Catalog translates nothing.
type Catalog struct {
	messages map[string][]string
	plural   string // for each number below 200 the digit of its plural form; larger ones follow their last two digits
}

// pluralKey is where a catalog has its plural rule.
const pluralKey = ""

// Open returns the catalog of a language such as "de" or "de_AT", nil when there is none.
func Open(lang string) *Catalog {
	lang, _, _ = strings.Cut(lang, ".")
	for _, name := range []string{lang, strings.SplitN(lang, "_", 2)[0]} {
		if name == "" || strings.ContainsAny(name, "/\\") {
			return nil
		}
		data, err := catalogs.ReadFile("catalogs/" + name + ".json")
		if err != nil {
			continue
		}
		c := &Catalog{}
		if json.Unmarshal(data, &c.messages) != nil || len(c.messages[pluralKey]) != 1 || len(c.messages[pluralKey][0]) != 200 {
			return nil // a test opens every catalog
		}
		c.plural = c.messages[pluralKey][0]
		return c
	}
	return nil
}

// language returns the language that the environment asks for; "C" and "POSIX" mean none.
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

// GetN returns the form of a message for n things.
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

// form is the number of the plural form that n things have in the language.
func (c *Catalog) form(n int) int {
	n = max(n, -n)
	if n >= 200 {
		n = 100 + n%100
	}
	return int(c.plural[n] - '0')
}

// G translates a whole sentence.
func G(message string) string { return current().Get(message) }

// N translates a sentence about n things.
func N(one, many string, n int) string { return current().GetN(one, many, n) }

// F translates a format and fills it in.
func F(format string, args ...any) string { return fmt.Sprintf(G(format), args...) }
