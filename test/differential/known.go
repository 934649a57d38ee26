package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A known difference is accepted, for a reason that users can read.
type known struct {
	family, id, what, line, reason, text string
	used                                 bool
	open                                 bool // a bug in ours that is not fixed yet
}

var reasons = []string{"stock-fault", "accepts-more", "own-words"}

// readAll reads the accepted differences and those still to be fixed.
func readAll(dir string) ([]*known, error) {
	stay, err := readKnown(filepath.Join(dir, "differences.tsv"), reasons)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "open", "*.tsv"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		open, err := readKnown(file, []string{"open"})
		if err != nil {
			return nil, err
		}
		for _, k := range open {
			k.open = true
		}
		stay = append(stay, open...)
	}
	return stay, nil
}

// readKnown reads a list: family, case, what, line, reason, explanation. A * at the end of case or line matches any suffix;
// family and what may be just *.
func readKnown(file string, reasons []string) ([]*known, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []*known
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		text := scanner.Text()
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		field := strings.Split(text, "\t")
		if len(field) != 6 {
			return nil, fmt.Errorf("%s:%d: %d fields, not 6", file, n, len(field))
		}
		if !slices.Contains(reasons, field[4]) {
			return nil, fmt.Errorf("%s:%d: the reason %q is none of %s", file, n, field[4], strings.Join(reasons, ", "))
		}
		all = append(all, &known{family: field[0], id: field[1], what: field[2], line: field[3], reason: field[4], text: field[5]})
	}
	return all, scanner.Err()
}

func fits(pattern, text string) bool {
	prefix, wild := strings.CutSuffix(pattern, "*")
	return pattern == text || wild && strings.HasPrefix(text, prefix)
}

// explain finds the entry that accepts a difference.
func explain(all []*known, d difference) *known {
	for _, k := range all {
		if fits(k.family, d.family) && fits(k.id, d.id) && fits(k.what, d.what) && fits(k.line, clip(d.line, 1000)) {
			k.used = true
			return k
		}
	}
	return nil
}
