package main

import (
	"fmt"
	"os"
	"strings"
)

const differencesHead = `# Where this client differs from the stock ones

Off a terminal this client prints, writes and changes what the stock clients do, ` + "`lxc`" + ` on LXD and ` + "`incus`" + ` on Incus. The
differential tests compare them line by line. What follows is what stays different, and why. This page is made from
` + "`test/differential/differences.tsv`" + `.

Besides, always: help, prompts and confirmations are in our own words (as many lines on the same stream), and so is the one
line ` + "`Error: …`" + ` where the client itself and not the server complains. Exit status is 0 in the same cases; where stock says 1,
ours may say 2 (wrong usage), 3 (not found), 4 (not authorized), 5 (exists or is in use) and so on. On a terminal more is
shown: hints, colors, progress. Deleting several objects, or a running instance, is confirmed there unless
` + "`--force` or `--yes`" + ` is given, and a client that --projects alone would not restrict is refused there.

A filter of ` + "`list`" + ` on addresses selects the same instances whatever the columns are; with the stock clients it selects none
without a column of addresses.
`

var differenceReasons = []struct{ name, title string }{
	{"stock-fault", "Where the stock client crashes, hangs, loses data or leaks a secret"},
	{"accepts-more", "What the stock client refuses and this one accepts"},
	{"own-words", "Our own words"},
}

// differences generates docs/differences.md from the list used by the differential tests.
func differences(files map[string][]byte) error {
	data, err := os.ReadFile("test/differential/differences.tsv")
	if err != nil {
		return err
	}
	texts := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		field := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(field) != 6 {
			continue
		}
		text := fmt.Sprintf("- %s (%s: `%s`)\n", field[5], client(field[0]), strings.ReplaceAll(field[3], "`", "'"))
		texts[field[4]] = append(texts[field[4]], text)
	}
	var page strings.Builder
	page.WriteString(differencesHead)
	for _, reason := range differenceReasons {
		if len(texts[reason.name]) == 0 {
			continue
		}
		fmt.Fprintf(&page, "\n## %s\n\n", reason.title)
		for _, text := range texts[reason.name] {
			page.WriteString(text)
		}
	}
	files["docs/differences.md"] = []byte(page.String())
	return nil
}

func client(family string) string {
	switch family {
	case "lxd":
		return "lxc"
	case "incus":
		return "incus"
	}
	return "lxc and incus"
}
