package output

import (
	"fmt"
	"time"

	"github.com/openlxc/lxc/pkg/i18n"
)

// Bytes formats a size with a binary unit: 596.00KiB.
func Bytes(n int64) string { return scaled(n, 1024, "KiB", "MiB", "GiB", "TiB", "PiB") }

// Traffic formats an amount of data with a decimal unit, as traffic counters are shown: 28.89MB.
func Traffic(n int64) string { return scaled(n, 1000, "kB", "MB", "GB", "TB", "PB") }

func scaled(n int64, step float64, units ...string) string {
	value := float64(n)
	if value < step {
		return fmt.Sprintf("%dB", n)
	}
	for i, unit := range units {
		if value /= step; value < step || i == len(units)-1 {
			return fmt.Sprintf("%.2f%s", value, unit)
		}
	}
	return ""
}

// Time formats a date, or returns "" for one that means never.
func Time(t time.Time) string {
	if Never(t) {
		return ""
	}
	return t.Local().Format("2006/01/02 15:04 MST")
}

// SetTime formats a date, or returns "" for the zero time. Unlike Time, it shows the start of 1970.
func SetTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006/01/02 15:04 MST")
}

// LongTime formats a date as some lists of lxc do: Nov 24, 2026 at 11:03am (UTC).
func LongTime(t time.Time) string { return t.UTC().Format("Jan 2, 2006 at 3:04pm (MST)") }

// Never reports whether a date means never: servers send year 1 or the start of 1970.
func Never(t time.Time) bool { return t.IsZero() || t.Unix() <= 0 }

// YesNo formats a boolean as tables show it.
func YesNo(b bool) string {
	if b {
		return i18n.G("YES")
	}
	return i18n.G("NO")
}
