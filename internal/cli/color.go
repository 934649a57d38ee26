package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// colorChoices are the values of --color.
var colorChoices = []string{"auto", "always", "never"}

// checkColor checks the value of --color.
func (a *App) checkColor() error {
	if a.Flags.Color == "" || slices.Contains(colorChoices, a.Flags.Color) {
		return nil
	}
	return Usagef(i18n.G("invalid value %q for --color (must be one of: %s)"), a.Flags.Color, strings.Join(colorChoices, ", "))
}

// colors reports whether text may be colored: according to --color, NO_COLOR and CLICOLOR_FORCE, or if the output is a terminal
// that supports colors.
func (a *App) colors(terminal bool) bool {
	force := os.Getenv("CLICOLOR_FORCE")
	switch {
	case a.Flags.Color == "always":
		return true
	case a.Flags.Color == "never", os.Getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	case !terminal || os.Getenv("TERM") == "dumb":
		return false
	}
	c, err := a.Config()
	return err != nil || c.DefaultText("no_color") != "true"
}

// colorWords colors the words Error and Warning at the start of lines, if standard error may have colors.
func (a *App) colorWords(text string) string {
	if !a.colors(a.Streams.ErrIsTerminal()) {
		return text
	}
	failure, warning := strings.TrimSpace(i18n.F("Error: %s", "")), strings.TrimSpace(i18n.F("Warning: %s", ""))
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if rest, found := strings.CutPrefix(line, failure); found {
			lines[i] = output.Red(failure) + rest
		} else if rest, found := strings.CutPrefix(line, warning); found {
			lines[i] = output.Yellow(warning) + rest
		}
	}
	return strings.Join(lines, "\n")
}
