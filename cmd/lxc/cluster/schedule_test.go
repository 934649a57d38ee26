package cluster

import (
	"testing"
	"time"
)

func TestNextRun(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 26, 2, 30, 0, 0, time.UTC) // a Thursday
	for schedule, want := range map[string]string{
		"@daily": "2026-11-27 00:00", "@hourly": "2026-11-26 03:00", "@weekly": "2026-11-29 00:00", "@monthly": "2026-12-01 00:00",
		"@yearly": "2027-01-01 00:00", "@daily, @hourly": "2026-11-26 03:00", "15 2 * * *": "2026-11-27 02:15", "*/20 * * * *": "2026-11-26 02:40",
		"0 8-17/3 * * 1-5": "2026-11-26 08:00", "0 0 29 2 *": "2028-02-29 00:00", "0 0 1 * 7": "2026-11-29 00:00", "30 2 * * *": "2026-11-27 02:30",
		"": "", "61 * * * *": "", "@never": "", "* * *": "", "a b c d e": "", "*/0 * * * *": "",
	} {
		at, found := nextRun(schedule, now)
		if got := at.Format("2006-01-02 15:04"); found != (want != "") || found && got != want {
			t.Errorf("%q: %s (%t), want %q", schedule, got, found, want)
		}
	}
}
