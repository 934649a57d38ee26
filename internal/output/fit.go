package output

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/openlxc/lxc/pkg/i18n"
)

// narrow is how far a column is cut before others are left out.
const narrow = 8

// fit makes a table no wider than a terminal. A cell of several lines keeps the first one and says how many there are more; wide
// columns are cut, the widest first; columns for which there is no room then are left out, from the right.
func fit(width int, heads []Heading, rows [][]string) ([]Heading, [][]string) {
	widths := make([]int, len(heads))
	least := make([]int, len(heads))
	for i, h := range heads {
		widths[i] = runewidth.StringWidth(h.Head)
		least[i] = max(widths[i], narrow)
		for _, row := range rows {
			if i < len(row) {
				widths[i] = max(widths[i], runewidth.StringWidth(firstLine(row[i], 0)))
			}
		}
	}
	for len(widths) > 1 && tableWidth(lower(widths, least)) > width {
		widths = widths[:len(widths)-1]
	}
	for tableWidth(widths) > width {
		widest := -1
		for i, w := range widths {
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	heads = slices.Clone(heads[:len(widths)])
	for i := range heads {
		heads[i].Head = runewidth.Truncate(heads[i].Head, widths[i], "…")
	}
	fitted := make([][]string, len(rows))
	for n, row := range rows {
		for i := range min(len(row), len(widths)) {
			fitted[n] = append(fitted[n], firstLine(row[i], widths[i]))
		}
	}
	return heads, fitted
}

func lower(widths, least []int) []int {
	out := make([]int, len(widths))
	for i := range widths {
		out[i] = min(widths[i], least[i])
	}
	return out
}

// tableWidth is the width of a table with its lines and the blanks around its cells.
func tableWidth(widths []int) int {
	sum := 1
	for _, w := range widths {
		sum += w + 3
	}
	return sum
}

// firstLine is the first line of a cell with the number of further ones, cut to a width unless that is 0.
func firstLine(cell string, width int) string {
	first, rest, several := strings.Cut(cell, "\n")
	more := ""
	if several {
		more = " " + i18n.F("(+%d more)", strings.Count(rest, "\n")+1)
	}
	if width == 0 {
		return first + more
	}
	if room := width - runewidth.StringWidth(more); several && room > 1 {
		return runewidth.Truncate(first, room, "…") + more
	}
	return runewidth.Truncate(first+more, width, "…")
}

// Colors of words, as terminals number them.
const (
	red    = 31
	green  = 32
	yellow = 33
)

// Red is text in the color of failures.
func Red(text string) string { return colored(text, red) }

// Yellow is text in the color of warnings.
func Yellow(text string) string { return colored(text, yellow) }

func colored(text string, color int) string { return fmt.Sprintf("\x1b[%dm%s\x1b[0m", color, text) }

// stateColors are the colors of states: what works, what waits, and what is broken. A stopped instance is none of these.
var stateColors = map[string]int{
	"RUNNING": green, "ONLINE": green, "READY": green, "SUCCESS": green, "CREATED": green, "ACTIVE": green,
	"FROZEN": yellow, "PENDING": yellow, "EVACUATED": yellow, "BLOCKED": yellow, "STARTING": yellow, "STOPPING": yellow, "CANCELLING": yellow,
	"ERROR": red, "OFFLINE": red, "FAILURE": red, "ERRORED": red, "UNAVAILABLE": red, "CANCELLED": red, "BROKEN": red,
}

// colorStates colors the words in the columns of states. The words stay.
func colorStates(heads []Heading, rows [][]string) {
	for i, h := range heads {
		if h.Head != i18n.G("STATE") && h.Head != i18n.G("STATUS") {
			continue
		}
		for _, row := range rows {
			if color := stateColors[strings.ToUpper(row[i])]; color != 0 {
				row[i] = colored(row[i], color)
			}
		}
	}
}
