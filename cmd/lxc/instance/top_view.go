package instance

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

const (
	reverse = "\x1b[7m"
	plain   = "\x1b[0m"
)

// draw returns the text that redraws the screen. It does not clear the screen first, to avoid flicker.
func (s *topScreen) draw(width, height int) string {
	width, height = max(width, 20), max(height, 4)
	lines := append(s.head(), s.body(width, height-3)...)
	var b strings.Builder
	b.WriteString("\x1b[H")
	for n := range height - 1 {
		if n < len(lines) {
			b.WriteString(cut(lines[n], width))
		}
		b.WriteString("\x1b[K\r\n")
	}
	b.WriteString(cut(s.foot(), width) + "\x1b[J")
	return b.String()
}

// cut truncates a line to the width of the screen. If the line is in reverse video, that is turned off at the end.
func cut(line string, width int) string {
	marked, isMarked := strings.CutPrefix(line, reverse)
	marked = runewidth.Truncate(marked, width, "")
	if isMarked {
		return reverse + marked + plain
	}
	return marked
}

func (s *topScreen) head() []string {
	line := s.title + "   " + i18n.F("%d of %d running, sorted by %s", len(s.shown), len(s.all), s.by)
	if s.filter != "" {
		line += "   " + i18n.F("filter: %s", s.filter)
	}
	return []string{output.Escape(line, false), ""}
}

func (s *topScreen) foot() string {
	switch {
	case s.mode == inFilter:
		return "/" + s.filter
	case s.failure != nil:
		return output.Escape(i18n.F("Error: %s", s.failure), false)
	case s.mode != inTable:
		return i18n.G("any key: back")
	}
	return i18n.G("q quit   s sort   / filter   enter info   ? help")
}

func (s *topScreen) body(width, height int) []string {
	switch s.mode {
	case inHelp:
		return strings.Split(i18n.G("q        quit\ns        sort by the next of CPU, memory, network, disk, name\n/        show instances whose name contains a text; escape ends it\nup, k    mark the instance above\ndown, j  mark the instance below\nenter    show more about the marked instance\n?        this help"), "\n")
	case inInfo:
		return s.info()
	}
	return s.table(width, height)
}

// info returns what `lxc info` prints about the selected instance.
func (s *topScreen) info() []string {
	at := s.at()
	if at < 0 {
		return []string{i18n.G("The instance is not running.")}
	}
	l := s.shown[at]
	var b strings.Builder
	header(s.app, &b, &l.full.Instance, l.full.State)
	usage(s.app, &b, l.full.State, false)
	return strings.Split(output.Escape(b.String(), true), "\n")
}

// table returns the table with the histories, or without them if it is too wide.
func (s *topScreen) table(width, height int) []string {
	if lines, whole := s.tableOf(s.columns, width, height); whole {
		return lines
	}
	plain := slices.DeleteFunc(slices.Clone(s.columns), func(c output.Column[load]) bool { return c.Letter == 0 })
	lines, _ := s.tableOf(plain, width, height)
	return lines
}

// tableOf returns as many columns as fit the width, and whether all do, and as many instances as fit the height, including the selected one.
func (s *topScreen) tableOf(columns output.Columns[load], width, height int) (lines []string, whole bool) {
	from := max(s.at()-(height-2), 0)
	rows := s.shown[from:min(from+max(height-1, 0), len(s.shown))]
	lines, whole = make([]string, len(rows)+1), true
	used := 0
	for n, c := range columns {
		cells := []string{c.Head}
		for _, l := range rows {
			cells = append(cells, output.Escape(c.Cell(l), false))
		}
		wide := 0
		for _, cell := range cells {
			wide = max(wide, runewidth.StringWidth(cell))
		}
		if used += wide + 2; used-2 > width && n > 0 {
			whole = false
			break
		}
		for i, cell := range cells {
			space := strings.Repeat(" ", wide-runewidth.StringWidth(cell))
			if c.Letter == 'n' || c.Letter == 'e' {
				cell += space
			} else {
				cell = space + cell
			}
			lines[i] += cell + "  "
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
		if i > 0 && rows[i-1].key() == s.selected {
			lines[i] = reverse + lines[i]
		}
	}
	return lines, whole
}
