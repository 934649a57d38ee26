package resource

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// Pattern is what stands behind the = of a filter: a regular expression, which must fit the whole value unless it has
// anchors of its own. A value that is not a valid regular expression must be equal.
type Pattern struct {
	text       string
	expression *regexp.Regexp
}

// NewPattern reads a pattern.
func NewPattern(text string) Pattern { return newPattern(text, "") }

// FoldedPattern is a pattern as servers compare the fields of objects: without regard to case.
func FoldedPattern(text string) Pattern { return newPattern(text, "(?i)") }

func newPattern(text, flags string) Pattern {
	anchored := text
	if !strings.ContainsAny(text, "^$") {
		anchored = "^" + text + "$"
	}
	expression, _ := regexp.Compile(flags + anchored)
	return Pattern{text, expression}
}

// Fits reports whether a value fits.
func (p Pattern) Fits(value string) bool {
	if p.expression == nil {
		return p.text == value
	}
	return p.expression.MatchString(value)
}

// KeyFits compares the key of a filter with one of an object, piece by piece, each of which may be shortened: s.priv
// stands for security.privileged.
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

// SplitFilters divides the filters of a list into those that the server can apply, as the expression for it, and the
// rest: the server knows the fields of an object, but no list of values.
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

// Clause is one comparison in the language of the server.
func Clause(key, value string) string { return key + " eq " + value }

// field returns a field of an object as text: as JSON has it, a text without its quotes. Keys with dots lead into maps.
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

// FieldFits applies a filter the way a server does, for servers that cannot.
func FieldFits(item any, key, value string) bool {
	text, found := field(item, key)
	return found && FoldedPattern(value).Fits(text)
}
