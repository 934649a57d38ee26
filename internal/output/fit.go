package output

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/openlxc/lxc/pkg/i18n"
)

// narrow is the width down to which columns are truncated before others are omitted.
const narrow = 8

// fit makes a table no wider than a terminal. Cells with several lines keep the first one and a count of the others; wide
// columns are truncated, the widest first; if that is not enough, columns are omitted from the right.
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

// tableWidth returns the width of a table, including borders and padding.
func tableWidth(widths []int) int {
	sum := 1
	for _, w := range widths {
		sum += w + 3
	}
	return sum
}

// firstLine returns the first line of a cell and the number of further ones, truncated to a width unless that is 0.
func firstLine(cell string, width int) string {
	first, rest, hasMore := strings.Cut(cell, "\n")
	more := ""
	if hasMore {
		more = " " + i18n.F("(+%d more)", strings.Count(rest, "\n")+1)
	}
	if width == 0 {
		return first + more
	}
	if room := width - runewidth.StringWidth(more); hasMore && room > 1 {
		return runewidth.Truncate(first, room, "…") + more
	}
	return runewidth.Truncate(first+more, width, "…")
}

// ANSI color codes.
const (
	red    = 31
	green  = 32
	yellow = 33
)

// Red returns text in the color of errors.
func Red(text string) string { return colored(text, red) }

// Yellow returns text in the color of warnings.
func Yellow(text string) string { return colored(text, yellow) }

func colored(text string, color int) string { return fmt.Sprintf("\x1b[%dm%s\x1b[0m", color, text) }

// stateColors maps states to colors: working, transitional, and broken. Other states, such as stopped, have no color.
var stateColors = map[string]int{
	"RUNNING": green, "ONLINE": green, "READY": green, "SUCCESS": green, "CREATED": green, "ACTIVE": green,
	"FROZEN": yellow, "PENDING": yellow, "EVACUATED": yellow, "BLOCKED": yellow, "STARTING": yellow, "STOPPING": yellow, "CANCELLING": yellow,
	"ERROR": red, "OFFLINE": red, "FAILURE": red, "ERRORED": red, "UNAVAILABLE": red, "CANCELLED": red, "BROKEN": red,
}

// colorStates colors the cells of state columns.
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
