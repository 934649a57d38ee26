package cli_test

import (
	"strings"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/cli"
)

// FuzzKeyValues: key=value gives the key and the value as they are, or a usage error.
func FuzzKeyValues(f *testing.F) {
	for _, word := range []string{"a=b", "a=b=c", "=b", "a", "a=", "user.ü=\x00", "environment.PATH=/bin:/usr/bin", "a= "} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		values, err := cli.KeyValues([]string{word})
		if err != nil {
			if cli.ExitCode(err) != cli.ExitUsage {
				t.Errorf("%q: %v", word, err)
			}
			return
		}
		for key, value := range values {
			if key == "" || strings.Contains(key, "=") || key+"="+value != word || len(values) != 1 {
				t.Errorf("%q became %q=%q", word, key, value)
			}
		}
	})
}

// FuzzExpiry parses dates and durations.
func FuzzExpiry(f *testing.F) {
	for _, text := range []string{"1d", "2w 3d", "36h", "1M 1m", "999999999y", "2027-01-31", "2027-01-31T12:00:00Z", "-1h", "1e9h", "", " ", "99999999999d"} {
		f.Add(text)
	}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := cli.ParseExpiry(text, now)
		if err != nil && cli.ExitCode(err) != cli.ExitUsage {
			t.Errorf("%q: %v", text, err)
		}
		if err == nil && got.IsZero() && !strings.HasPrefix(text, "0001") {
			t.Errorf("%q means never", text)
		}
	})
}
