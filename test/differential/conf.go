package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

func sortedPaths(o objects) []string { return slices.Sorted(maps.Keys(o)) }

// confValues parses config.yml, and compares all other files of the directory as text.
func confValues(files map[string]string, m *masker) map[string]string {
	lines := map[string]string{}
	for name, text := range files {
		if name == "oidctokens" { // incus creates it empty
			continue
		}
		quoted := strings.Index(text, ` "`)
		if !strings.HasSuffix(name, ".yml") || quoted < 0 {
			if name != "config.yml" {
				lines[m.text(name)] = m.text(text)
			}
			continue
		}
		data, err := strconv.Unquote(text[quoted+1:])
		value, ok := parse(data, true)
		if err != nil || !ok {
			lines[name] = m.text(text)
			continue
		}
		lines[name] = text[:quoted]
		flatten(name, value, m, lines)
	}
	return lines
}
