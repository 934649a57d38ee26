// Package output renders results: tables, CSV, JSON, YAML, sizes and dates. No other package does.
package output

import (
	"fmt"
	"strings"

	"github.com/openlxc/lxc/pkg/i18n"
)

// Heading describes a column: its letter, its letter in the other client, and its title.
type Heading struct {
	Letter rune
	Alias  rune
	Head   string
	Break  string // replaces line breaks in csv; "" keeps them
	// Member marks the column for the cluster member, which is omitted outside of clusters.
	Member bool
}

// Column is one column of a list.
type Column[T any] struct {
	Heading
	Cell func(T) string
}

// Col returns a column.
func Col[T any](letter rune, head string, cell func(T) string) Column[T] {
	return Column[T]{Heading{Letter: letter, Head: head}, cell}
}

// WithAlias adds a second letter to a column.
func (c Column[T]) WithAlias(letter rune) Column[T] {
	c.Alias = letter
	return c
}

// OfMember marks a column as showing the cluster member that an object is on.
func (c Column[T]) OfMember() Column[T] {
	c.Member = true
	return c
}

// WithBreak sets what replaces the line breaks of a cell in csv.
func (c Column[T]) WithBreak(text string) Column[T] {
	c.Break = text
	return c
}

// Headings returns headings with the given titles.
func Headings(heads ...string) []Heading {
	out := make([]Heading, len(heads))
	for i, head := range heads {
		out[i].Head = head
	}
	return out
}

// Columns are the columns that a list can show.
type Columns[T any] []Column[T]

// Any returns the columns for untyped pointers to the items.
func (c Columns[T]) Any() Columns[any] {
	out := make(Columns[any], len(c))
	for i, col := range c {
		out[i] = Column[any]{col.Heading, func(item any) string { return col.Cell(*item.(*T)) }}
	}
	return out
}

// Pick returns the columns named by letters, in that order. Commas may separate words of letters; other can turn a longer word,
// such as a configuration key, into a column.
func (c Columns[T]) Pick(letters string, other func(word string) (Column[T], error)) (Columns[T], error) {
	var out Columns[T]
	for _, part := range strings.Split(letters, ",") {
		if other != nil && isKey(part) {
			col, err := other(part)
			if err != nil {
				return nil, err
			}
			out = append(out, col)
			continue
		}
		if part == "" {
			return nil, fmt.Errorf("%s", i18n.F("empty column in %q", letters))
		}
		for _, letter := range part {
			col, found := c.find(letter)
			if !found {
				return nil, fmt.Errorf("%s", i18n.F("unknown column %q (available: %s)", string(letter), c.Letters()))
			}
			out = append(out, col)
		}
	}
	return out, nil
}

// Wide returns letters, followed by those of all other columns.
func (c Columns[T]) Wide(letters string) string {
	shown, rest := "", ""
	for part := range strings.SplitSeq(letters, ",") {
		if !isKey(part) {
			shown += part
		}
	}
	for _, col := range c {
		if !strings.ContainsRune(shown, col.Letter) && (col.Alias == 0 || !strings.ContainsRune(shown, col.Alias)) {
			rest += string(col.Letter)
		}
	}
	if rest == "" || letters == "" {
		return letters + rest
	}
	return letters + "," + rest
}

func isKey(word string) bool { return strings.ContainsAny(word, ".:") }

func (c Columns[T]) find(letter rune) (Column[T], bool) {
	for _, col := range c {
		if col.Letter == letter || col.Alias == letter && letter != 0 {
			return col, true
		}
	}
	return Column[T]{}, false
}

// Renamed returns the columns with their titles renamed.
func (c Columns[T]) Renamed(head func(string) string) Columns[T] {
	out := make(Columns[T], len(c))
	for i, col := range c {
		col.Head = head(col.Head)
		out[i] = col
	}
	return out
}

// Letters returns the letters of all columns.
func (c Columns[T]) Letters() string {
	var b strings.Builder
	for _, col := range c {
		b.WriteRune(col.Letter)
		if col.Alias != 0 {
			b.WriteRune(col.Alias)
		}
	}
	return b.String()
}
