package main

import (
	"path/filepath"
	"strings"

	"github.com/openlxc/lxc/internal/replay"
)

// flowLines returns the command lines of the replay tests.
func flowLines(dir string) ([]string, error) {
	var all []string
	for _, server := range []string{"lxd-6.9", "incus-7.3"} {
		g, err := replay.LoadFlows(filepath.Join(dir, server+".jsonl.gz"), "")
		if err != nil {
			return nil, err
		}
		for _, f := range g.Flows {
			command := f.Command
			if rest, found := strings.CutPrefix(command, "lxd "); found {
				command = "lxc admin " + rest
			}
			all = append(all, " "+command+" ")
		}
	}
	return all, nil
}
