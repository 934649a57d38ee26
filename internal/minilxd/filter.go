package minilxd

import (
	"encoding/json"
	"fmt"
	"strings"
)

// fits reports whether an object matches a filter of the form "field eq value and config.key eq value".
func fits(object any, filter string) bool {
	if filter == "" {
		return true
	}
	data, err := json.Marshal(object)
	if err != nil {
		return false
	}
	fields := map[string]any{}
	if json.Unmarshal(data, &fields) != nil {
		return false
	}
	for _, term := range strings.Split(filter, " and ") {
		key, want, _ := strings.Cut(term, " eq ")
		value, found := fields[key]
		if field, inner, nested := strings.Cut(key, "."); nested && !found {
			within, _ := fields[field].(map[string]any)
			value = within[inner]
		}
		if !strings.EqualFold(fmt.Sprint(value), strings.Trim(want, `"`)) {
			return false
		}
	}
	return true
}
