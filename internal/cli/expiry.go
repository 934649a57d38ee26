package cli

import (
	"time"

	"github.com/openlxc/lxc/pkg/i18n"
)

// ParseExpiry reads a date, or a duration from now on.
func ParseExpiry(text string, now time.Time) (time.Time, error) {
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return now.Add(d), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, time.Local); err == nil {
			return t, nil
		}
	}
	return time.Time{}, Usagef(i18n.G("%q is no date: write 2027-01-31, 2027-01-31T12:00:00Z, or a time from now such as 36h"), text)
}
