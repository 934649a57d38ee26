package cluster

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// shortcuts maps the names of common schedules to cron expressions.
var shortcuts = map[string]string{
	"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
	"@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
}

// nextRun returns the first time after now that matches a schedule: a cron expression of five fields, or a comma-separated
// list of shortcuts.
func nextRun(schedule string, now time.Time) (next time.Time, found bool) {
	expressions := []string{schedule}
	if strings.HasPrefix(schedule, "@") {
		expressions = strings.Split(schedule, ",")
	}
	for _, e := range expressions {
		e = strings.TrimSpace(e)
		if long, known := shortcuts[e]; known {
			e = long
		}
		if at, ok := nextOf(e, now); ok && (!found || at.Before(next)) {
			next, found = at, true
		}
	}
	return next, found
}

// limits are the minimum and maximum of each field of a cron expression.
var limits = [5][2]int{{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}}

func nextOf(expression string, now time.Time) (time.Time, bool) {
	words := strings.Fields(expression)
	if len(words) != len(limits) {
		return time.Time{}, false
	}
	var fields [5][]int
	for i, w := range words {
		values, ok := cronValues(w, limits[i][0], limits[i][1])
		if !ok {
			return time.Time{}, false
		}
		fields[i] = values
	}
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	for range 5 * 366 { // long enough to include a February 29
		if cronDay(words, fields, day) {
			for _, hour := range fields[1] {
				for _, minute := range fields[0] {
					at := day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
					if at.After(now) {
						return at, true
					}
				}
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return time.Time{}, false
}

// cronDay reports whether a schedule includes a day. As in cron, if both day of month and day of week are restricted, either
// suffices.
func cronDay(words []string, fields [5][]int, day time.Time) bool {
	if !slices.Contains(fields[3], int(day.Month())) {
		return false
	}
	ofMonth := slices.Contains(fields[2], day.Day())
	ofWeek := slices.Contains(fields[4], int(day.Weekday())) || day.Weekday() == time.Sunday && slices.Contains(fields[4], 7)
	if words[2] != "*" && words[4] != "*" {
		return ofMonth || ofWeek
	}
	return ofMonth && ofWeek
}

// cronValues parses a field: comma-separated values, ranges and steps.
func cronValues(word string, first, last int) ([]int, bool) {
	var all []int
	for _, part := range strings.Split(word, ",") {
		span, stepText, hasStep := strings.Cut(part, "/")
		step, from, to := 1, first, last
		var err error
		if hasStep {
			if step, err = strconv.Atoi(stepText); err != nil || step < 1 {
				return nil, false
			}
		}
		if span != "*" {
			low, high, isRange := strings.Cut(span, "-")
			if from, err = strconv.Atoi(low); err != nil {
				return nil, false
			}
			if to = from; isRange {
				if to, err = strconv.Atoi(high); err != nil {
					return nil, false
				}
			} else if hasStep {
				to = last
			}
		}
		if from < first || to > last {
			return nil, false
		}
		for v := from; v <= to; v += step {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), true
}
