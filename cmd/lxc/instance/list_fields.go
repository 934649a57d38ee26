package instance

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// lazy is decoded at first use: most lists look at no configuration key and at no device.
type lazy[T any] struct {
	raw   json.RawMessage
	value T
	read  bool
}

// UnmarshalJSON keeps the text.
func (l *lazy[T]) UnmarshalJSON(data []byte) error {
	l.raw = append(l.raw[:0], data...)
	return nil
}

func (l *lazy[T]) get() T {
	if !l.read {
		l.read = true
		_ = json.Unmarshal(l.raw, &l.value)
	}
	return l.value
}

// jsonTime is a date that is parsed at first use.
type jsonTime string

// Time returns the date, the zero time when there is none.
func (t jsonTime) Time() time.Time {
	parsed, err := time.Parse(time.RFC3339Nano, string(t))
	if err != nil {
		return time.Time{}
	}
	return parsed
}

// filter is one filter of the list.
type filter struct {
	key, value string // key is "" for a filter on the name
	name       string
	expression *regexp.Regexp // of the value or name; nil when it is none
}

func parseFilters(words []string) ([]filter, error) {
	var out []filter
	for _, w := range words {
		key, value, isPair := strings.Cut(w, "=")
		if isPair && key == "" {
			return nil, cli.Usagef(i18n.G("%q is no filter: write key=value or a name"), w)
		}
		if isPair {
			expression, _ := regexp.Compile("(?i)^(?:" + value + ")$")
			out = append(out, filter{key: strings.ToLower(key), value: value, expression: expression})
			continue
		}
		expression, _ := regexp.Compile("^(?:" + w + ")")
		out = append(out, filter{name: w, expression: expression})
	}
	return out, nil
}

func (f filter) needsState() bool { return f.key == "ipv4" || f.key == "ipv6" }

func (f filter) matches(i *listed) bool {
	if f.key == "" {
		return strings.HasPrefix(i.Name, f.name) || f.expression != nil && f.expression.MatchString(i.Name)
	}
	switch f.key {
	case "name":
		return f.fits(i.Name)
	case "type":
		return f.fits(kindOf(i))
	case "status", "state":
		return f.fits(i.Status)
	case "architecture", "arch":
		return f.fits(i.Architecture)
	case "location":
		return f.fits(i.Location)
	case "project":
		return f.fits(i.Project)
	case "description":
		return f.fits(i.Description)
	case "ipv4":
		return f.fitsAddress(i, "inet")
	case "ipv6":
		return f.fitsAddress(i, "inet6")
	}
	return f.fitsKey(i.ExpandedConfig.get())
}

func (f filter) fits(value string) bool {
	return strings.EqualFold(value, f.value) || f.expression != nil && f.expression.MatchString(value)
}

func (f filter) fitsAddress(i *listed, family string) bool {
	for _, a := range addresses(i.State, family) {
		if ip, _, _ := strings.Cut(a, " "); f.fits(ip) {
			return true
		}
	}
	return false
}

// fitsKey compares keys piece by piece, each of which may be shortened: s.priv=true stands for security.privileged=true.
func (f filter) fitsKey(values map[string]string) bool {
	if v, found := values[f.key]; found {
		return f.fits(v)
	}
	short := strings.Split(f.key, ".")
	for key, value := range values {
		pieces := strings.Split(strings.ToLower(key), ".")
		if len(pieces) != len(short) {
			continue
		}
		fits := true
		for n := range pieces {
			fits = fits && strings.HasPrefix(pieces[n], short[n])
		}
		if fits && f.fits(value) {
			return true
		}
	}
	return f.value == ""
}

func kindOf(i *listed) string {
	if i.Type == "" {
		return "container"
	}
	return i.Type
}
