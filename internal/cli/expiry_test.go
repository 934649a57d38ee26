package cli

import (
	"testing"
	"time"
)

func TestParseExpiry(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 26, 2, 30, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"1d": "2026-11-27T02:30:00Z", "2w 3d": "2026-12-13T02:30:00Z", "1m 1y": "2027-12-26T02:30:00Z",
		"90M 2H": "2026-11-26T06:00:00Z", "36h": "2026-11-27T14:30:00Z", "1h30m": "2026-11-26T04:00:00Z",
		"2030/01/01 10:00 UTC": "2030-01-01T10:00:00Z", "2030-01-01T10:00:00Z": "2030-01-01T10:00:00Z",
	} {
		if got, err := ParseExpiry(text, now); err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%q is %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", " ", "nonsense", "1x", "d", "-1d", "1d2w"} {
		if got, err := ParseExpiry(text, now); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}
