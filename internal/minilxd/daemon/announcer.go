package main

import (
	"fmt"
	"time"

	"github.com/openlxc/lxc/internal/minilxd"
)

// announcer sends so many log records a second, and so many in all: "event 1", "event 2" and so on.
type announcer struct{ rate, count int }

func parseAnnouncer(text string) (a announcer, err error) {
	if _, err := fmt.Sscanf(text, "%d/%d", &a.rate, &a.count); err != nil || a.rate < 1 {
		return a, fmt.Errorf("%q is not RATE/COUNT", text)
	}
	return a, nil
}

// run begins with the first listener.
func (a announcer) run(s *minilxd.Server) {
	const beats = 50 // a second
	sent := 0
	var start time.Time
	for now := range time.Tick(time.Second / beats) {
		if start.IsZero() {
			if s.EventListeners() == 0 {
				continue
			}
			start = now
		}
		for due := min(int(now.Sub(start).Seconds()*float64(a.rate)), a.count); sent < due; {
			sent++
			s.Log("info", fmt.Sprint("event ", sent))
		}
		if sent == a.count {
			return
		}
	}
}
