package instance

import (
	"net/netip"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
)

// filter is one filter of the list, in the syntax of the stock clients.
type filter struct {
	app        *cli.App
	key, value string // key=value, for a configuration key or one of matchers
	name       bool   // or a prefix of a name, or a pattern for one
	pattern    resource.Pattern
	field      bool // a field of the object, for a server without filters
}

// stateful reports whether a filter needs the state.
func (f filter) stateful() bool { return strings.HasPrefix(strings.ToLower(f.key), "ipv") }

// filterFields returns the fields of an instance that servers can filter by; the last ones belong to the state.
func filterFields(whole bool) []string {
	fields := []string{
		"architecture", "config", "created_at", "description", "devices", "ephemeral", "last_used_at", "location", "name",
		"profiles", "project", "stateful", "status", "status_code", "type",
	}
	if whole {
		fields = append(fields, "backups", "snapshots", "state")
	}
	return fields
}

// parseFilters splits the filters into an expression for the server and those applied by the client.
func parseFilters(app *cli.App, srv lxd.InstanceServer, words []string, whole bool) (expression string, filters []filter) {
	words = slices.Clone(words)
	fields := filterFields(whole)
	for n, word := range words {
		if value, found := strings.CutPrefix(word, "state="); found && app.Family == "incus" {
			words[n] = "status=" + value
		}
	}
	expression, rest := resource.SplitFilters(words, fields)
	if expression != "" && !srv.HasExtension("api_filtering") {
		expression, rest = "", words
	}
	for _, word := range rest {
		key, value, keyed := strings.Cut(word, "=")
		if !keyed {
			filters = append(filters, filter{name: true, value: word, pattern: resource.NewPattern(word)})
			continue
		}
		f := filter{app: app, key: key, value: value, pattern: resource.NewPattern(value)}
		f.field = len(rest) == len(words) && !strings.Contains(value, ",") && slices.Contains(fields, key)
		filters = append(filters, f)
	}
	return expression, filters
}

func (f filter) matches(i *row) bool {
	if f.name {
		return strings.HasPrefix(i.Name, f.value) || f.pattern.Fits(i.Name)
	}
	if f.field {
		return resource.FieldFits(i, f.key, f.value)
	}
	return f.fitsWord(i) || f.fitsKey(i.ExpandedConfig)
}

// fitsWord compares a field that has a short name; a list of values means any of them.
func (f filter) fitsWord(i *row) bool {
	fits := func(string) bool { return false }
	same := func(value string) func(string) bool {
		return func(word string) bool { return strings.EqualFold(word, value) }
	}
	switch strings.ToLower(f.key) {
	case "type":
		fits = same(kindOf(i))
	case "status":
		fits = same(i.Status)
	case "state":
		fits = cli.PerFlavor(f.app, fits, same(i.Status))
	case "architecture":
		fits = same(i.Architecture)
	case "location":
		fits = same(i.Location)
	case "ipv4":
		fits = func(word string) bool { return hasAddress(i.State, "inet", word) }
	case "ipv6":
		fits = func(word string) bool { return hasAddress(i.State, "inet6", word) }
	}
	return slices.ContainsFunc(strings.Split(f.value, ","), fits)
}

// hasAddress reports whether the state has an address, or one in a network. If the state was not read, it has none.
func hasAddress(state *api.InstanceState, family, word string) bool {
	if state == nil {
		return false
	}
	network, err := netip.ParsePrefix(word)
	for _, device := range state.Network {
		for _, a := range device.Addresses {
			ip, bad := netip.ParseAddr(a.Address)
			if a.Family == family && (a.Address == word || err == nil && bad == nil && network.Masked().Contains(ip)) {
				return true
			}
		}
	}
	return false
}

// fitsKey compares a configuration key, whose parts may be abbreviated.
func (f filter) fitsKey(values map[string]string) bool {
	for key, value := range values {
		if resource.KeyFits(f.key, key) && f.pattern.Fits(value) {
			return true
		}
	}
	return values[f.key] == f.value
}
