package instance

import (
	"slices"

	"github.com/openlxc/lxc/internal/output"
)

// historySize is how many samples the live screen draws beside the CPU and the memory.
const historySize = 8

// history has the last samples of an instance, oldest first.
type history struct{ cpu, memory []float64 }

// remember adds a sample to the histories, and drops those of instances that are no longer running.
func (s *topScreen) remember(loads []load) {
	past := map[string]history{}
	add := func(values []float64, value float64) []float64 {
		values = append(slices.Clone(values), value)
		return values[max(len(values)-historySize, 0):]
	}
	for _, l := range loads {
		before := s.past[l.key()]
		past[l.key()] = history{add(before.cpu, l.CPU), add(before.memory, float64(l.Memory))}
	}
	s.past = past
}

// withHistory puts the histories beside their columns. They have no letter, because only the live screen has them.
func (s *topScreen) withHistory(columns output.Columns[load]) output.Columns[load] {
	var out output.Columns[load]
	for _, c := range columns {
		out = append(out, c)
		switch c.Letter {
		case 'u':
			out = append(out, output.Col(0, "", func(l load) string { return bars(s.past[l.key()].cpu, 100) }))
		case 'm':
			out = append(out, output.Col(0, "", func(l load) string { return bars(s.past[l.key()].memory, 0) }))
		}
	}
	return out
}

// bars draws values as bars. The highest stands for full, or for the highest value if that is more.
func bars(values []float64, full float64) string {
	levels := []rune("▁▂▃▄▅▆▇█")
	for _, value := range values {
		full = max(full, value)
	}
	out := make([]rune, 0, len(values))
	for _, value := range values {
		level := 0
		if full > 0 {
			level = min(int(value/full*float64(len(levels))), len(levels)-1)
		}
		out = append(out, levels[level])
	}
	return string(out)
}
