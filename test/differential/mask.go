package main

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"strings"
	"time"
)

// A masker replaces values that differ between runs with numbered placeholders: the first MAC address becomes <mac1>
// wherever it occurs.
type masker struct {
	seen  map[string]string
	count map[string]int
	now   time.Time
}

// fixed are values common to all runs on these servers, such as the image's fingerprint.
var fixed = map[string]string{}

func newMasker() *masker {
	return &masker{seen: maps.Clone(fixed), count: map[string]int{}, now: time.Now()}
}

// next returns a masker that only keeps the names chosen by the server, so that a difference in one line does not change the
// numbers in the following ones.
func (m *masker) next() *masker {
	n := newMasker()
	for value, masked := range m.seen {
		if strings.HasPrefix(masked, "<name") {
			n.seen[value] = masked
			n.count["name"]++
		}
	}
	return n
}

func (m *masker) number(kind, value string) string {
	if masked, ok := m.seen[value]; ok {
		return masked
	}
	m.count[kind]++
	masked := fmt.Sprintf("<%s%d>", kind, m.count[kind])
	m.seen[value] = masked
	if kind == "fingerprint" && len(value) == 64 {
		m.seen[value[:12]] = masked + "[:12]"
	}
	return masked
}

// A pattern matches a kind of value that differs between runs. The value is the first group, or the whole match.
type pattern struct {
	kind string
	re   *regexp.Regexp
}

var patterns = []pattern{
	{"token", regexp.MustCompile(`\beyJ[A-Za-z0-9+/_-]{40,}={0,2}`)},
	{"uuid", regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)},
	{"fingerprint", regexp.MustCompile(`\b[0-9a-f]{64}\b`)},
	{"mac", regexp.MustCompile(`\b(?:00:16:3e|10:66:6a)(?::[0-9a-f]{2}){3}\b`)},
	{"short", regexp.MustCompile(`\b[0-9a-f]{12}\b`)},
	{"veth", regexp.MustCompile(`\b(?:veth|mac|tap)[0-9a-f]{8}\b`)},
	{"name", regexp.MustCompile(`(?:[Nn]ame is:|with name:) ([a-z]+-[a-z]+)\b`)},
	{"subnet", regexp.MustCompile(`\b10\.\d{1,3}\.\d{1,3}\.1/24\b`)},
	{"subnet", regexp.MustCompile(`\bfd42(?::[0-9a-f]{1,4}){3}::1/64\b`)},
	{"port", regexp.MustCompile(`127\.0\.0\.\d:(\d{5})\b`)},
	{"pid", regexp.MustCompile(`(?:PID|Pid|pid)"?: (\d{2,})`)},
	{"key", regexp.MustCompile(`(?i)(?:access|secret)[-_ ]key"?: "?([0-9A-Za-z]{20,})`)},
	{"temporary", regexp.MustCompile(`/tmp/([A-Za-z_.-]+\d{6,})`)},
}

var dates = []struct {
	re     *regexp.Regexp
	layout string
}{
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)`), time.RFC3339Nano},
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4} [A-Z]{3,4}\b`), "2006-01-02 15:04:05.999999999 -0700 MST"},
	{regexp.MustCompile(`\b\d{4}/\d\d/\d\d \d\d:\d\d [A-Z]{3,4}\b`), "2006/01/02 15:04 MST"},
	{regexp.MustCompile(`\b[A-Z][a-z]{2} \d{1,2}, \d{4} at \d{1,2}:\d\d[ap]m \([A-Z]{3,4}\)`), "Jan 2, 2006 at 3:04pm (MST)"},
	{regexp.MustCompile(`\b\d{14}\b`), "20060102150405"},
}

func (m *masker) text(s string) string {
	for _, d := range dates {
		s = d.re.ReplaceAllStringFunc(s, func(found string) string { return m.date(found, d.layout) })
	}
	for _, p := range patterns {
		s = p.re.ReplaceAllStringFunc(s, func(found string) string {
			if groups := p.re.FindStringSubmatch(found); len(groups) > 1 {
				return strings.Replace(found, groups[1], m.number(p.kind, groups[1]), 1)
			}
			return m.number(p.kind, found)
		})
	}
	for value, masked := range m.seen {
		if strings.HasPrefix(masked, "<name") {
			s = strings.ReplaceAll(s, value, masked)
		}
	}
	return s
}

// date replaces a time with its distance in days, unless it is far away.
func (m *masker) date(text, layout string) string {
	t, err := time.Parse(layout, text)
	if err != nil || math.Abs(t.Sub(m.now).Hours()) > 400*24 {
		return text
	}
	days := math.Round(t.Sub(m.now).Hours() / 24)
	form := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
	if days == 0 {
		return "<now " + strings.Trim(strings.ReplaceAll(form, ".", ""), " ") + ">"
	}
	return fmt.Sprintf("<now %+.0f days>", days)
}

// sizes matches measured sizes, of which only the unit is kept.
var sizes = regexp.MustCompile(`\b\d+(?:\.\d+)?(B|[kKMGT]i?B)\b|\b\d+(?:\.\d+)?(s|%)(?:\b|\B)`)

var usageKeys = map[string]bool{
	"usage": true, "usage_peak": true, "total": true, "bytes_received": true, "bytes_sent": true, "packets_received": true, "packets_sent": true,
	"processes": true, "pid": true, "swap_usage": true, "swap_usage_peak": true, "uptime": true, "used": true, "free": true, "pids": true,
	"server_pid": true, "Process": true, "load": true, "frequency": true, "frequency_minimum": true, "frequency_maximum": true, "allocated_time": true, "host_name": true,
	"size": false,
}
