package cli

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// ParseExpiry parses a date, or a duration from now in the format of the servers ("2w 3d"; M and H are minutes and hours, m
// is months) or of Go ("36h").
func ParseExpiry(text string, now time.Time) (time.Time, error) {
	if t, ok := addCalendar(text, now); ok {
		return t, nil
	}
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return now.Add(d), nil
	}
	for _, layout := range []string{time.RFC3339, "2006/01/02 15:04 MST", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, Usagef(i18n.G("invalid date %q: use 2027-01-31, 2027-01-31T12:00:00Z, or a duration such as 36h or 2w 3d"), text)
}

func addCalendar(text string, now time.Time) (time.Time, bool) {
	unit := regexp.MustCompile(`^([0-9]{1,9})([SMHdwmy])$`)
	words, t := strings.Fields(text), now
	for _, w := range words {
		match := unit.FindStringSubmatch(w)
		if match == nil {
			return t, false
		}
		n, err := strconv.Atoi(match[1])
		if err != nil {
			return t, false
		}
		switch match[2] {
		case "S":
			t = t.Add(time.Duration(n) * time.Second)
		case "M":
			t = t.Add(time.Duration(n) * time.Minute)
		case "H":
			t = t.Add(time.Duration(n) * time.Hour)
		case "d":
			t = t.AddDate(0, 0, n)
		case "w":
			t = t.AddDate(0, 0, 7*n)
		case "m":
			t = t.AddDate(0, n, 0)
		case "y":
			t = t.AddDate(n, 0, 0)
		}
	}
	return t, len(words) > 0
}

// ExpiryCell formats an expiry date for a table. "Never" is a blank for incus, as in the stock client.
func (a *App) ExpiryCell(t time.Time) string {
	if output.Never(t) {
		return PerFlavor(a, "", " ")
	}
	return output.Time(t)
}
