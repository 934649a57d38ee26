package resource

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// Pattern is the value of a filter: a regular expression that must match the whole value unless it contains anchors. If it
// is not a valid regular expression, it must be equal.
type Pattern struct {
	text       string
	expression *regexp.Regexp
}

// NewPattern parses a pattern.
func NewPattern(text string) Pattern { return newPattern(text, "") }

// FoldedPattern parses a case-insensitive pattern, as servers use for fields of objects.
func FoldedPattern(text string) Pattern { return newPattern(text, "(?i)") }

func newPattern(text, flags string) Pattern {
	anchored := text
	if !strings.ContainsAny(text, "^$") {
		anchored = "^" + text + "$"
	}
	expression, _ := regexp.Compile(flags + anchored)
	return Pattern{text, expression}
}

// Fits reports whether a value matches the pattern.
func (p Pattern) Fits(value string) bool {
	if p.expression == nil {
		return p.text == value
	}
	return p.expression.MatchString(value)
}

// KeyFits reports whether the key of a filter matches a full key. Each dot-separated element may be abbreviated: s.priv
// matches security.privileged.
func KeyFits(short, full string) bool {
	pieces, all := strings.Split(short, "."), strings.Split(full, ".")
	if len(pieces) != len(all) {
		return false
	}
	for n := range pieces {
		if !strings.HasPrefix(all[n], pieces[n]) {
			return false
		}
	}
	return true
}

// SplitFilters splits the filters of a list into an expression for the server and the rest, which the client must apply.
// Servers filter by fields of objects, but not by lists of values.
func SplitFilters(words, fields []string) (expression string, rest []string) {
	var clauses []string
	for _, word := range words {
		key, value, keyed := strings.Cut(word, "=")
		if keyed && slices.Contains(fields, key) && !strings.Contains(value, ",") {
			clauses = append(clauses, Clause(key, value))
		} else {
			rest = append(rest, word)
		}
	}
	return strings.Join(clauses, " and "), rest
}

// Clause returns a comparison in the server's filter language.
func Clause(key, value string) string { return key + " eq " + value }

// field returns a field of an object as text: its JSON, without quotes for a string. Dots in the key select entries of maps.
func field(item any, key string) (string, bool) {
	data, err := json.Marshal(item)
	if err != nil {
		return "", false
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return "", false
	}
	value, found := fields[key]
	if head, rest, dotted := strings.Cut(key, "."); !found && dotted {
		inner := map[string]json.RawMessage{}
		if json.Unmarshal(fields[head], &inner) != nil {
			return "", false
		}
		value, found = inner[rest]
	}
	if !found {
		return "", false
	}
	text := ""
	if json.Unmarshal(value, &text) == nil {
		return text, true
	}
	return string(value), true
}

// FieldFits applies a filter like a server, for servers that cannot filter.
func FieldFits(item any, key, value string) bool {
	text, found := field(item, key)
	return found && FoldedPattern(value).Fits(text)
}
