package progress

import (
	"strings"
	"time"
)

// estimate estimates from percentages how long work will take. A percentage lower than the last one starts a new phase.
type estimate struct {
	from, last int
	since      time.Time
}

// reliable is how long a phase must have lasted for an estimate.
const reliable = 2 * time.Second

// left returns the estimated time left, given a text with a percentage, or 0 if there is no estimate.
func (e *estimate) left(text string, now time.Time) time.Duration {
	percent, found := percentage(text)
	if !found {
		return 0
	}
	if e.since.IsZero() || percent < e.last {
		e.from, e.since = percent, now
	}
	e.last = percent
	passed := now.Sub(e.since)
	if passed < reliable || percent <= e.from || percent >= 100 {
		return 0
	}
	return (passed * time.Duration(100-percent) / time.Duration(percent-e.from)).Round(time.Second)
}

// percentage returns the first integer in a text that is followed by a percent sign.
func percentage(text string) (int, bool) {
	before, _, found := strings.Cut(text, "%")
	if !found {
		return 0, false
	}
	number, digits := 0, 0
	for i, unit := len(before)-1, 1; i >= 0 && before[i] >= '0' && before[i] <= '9' && digits < 3; i-- {
		number += int(before[i]-'0') * unit
		unit *= 10
		digits++
	}
	return number, digits > 0
}
