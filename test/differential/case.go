package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// A testCase is a script of command lines and the files in its working directory.
type testCase struct {
	area, name string
	families   []string
	two        bool // uses the second server
	each       bool // runs every line in a fresh state
	givens     []string
	lines      []string
	files      []txtar.File
}

func (c *testCase) id() string { return c.area + "/" + c.name }

// Devices are shared with the rest of the machine, and stock clients change their mode or replace them.
var writesToDevice = regexp.MustCompile(`\b(pull|export|get)\b.*\s/dev/(null|zero|full|random|urandom|tty)\b`)

// loadCases reads the case files that match the patterns, or all of them below dir.
func loadCases(dir, family string, patterns []string) ([]*testCase, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var cases []*testCase
	for _, file := range files {
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return nil, err
		}
		if !wanted(strings.TrimSuffix(rel, ".txt"), patterns) {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		c, err := parseCase(rel, family, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", rel, err)
		}
		if slices.Contains(c.families, family) {
			cases = append(cases, c)
		}
	}
	return cases, nil
}

func wanted(id string, patterns []string) bool {
	if len(patterns) == 0 {
		return true
	}
	return slices.ContainsFunc(patterns, func(p string) bool {
		if i := strings.Index(p, "cases/"); i >= 0 {
			p = p[i+len("cases/"):]
		}
		p = strings.TrimSuffix(strings.TrimSuffix(p, ".txt"), "/")
		return id == p || strings.HasPrefix(id, p+"/") || strings.HasPrefix(id, p+"-") || !strings.Contains(p, "/") && strings.Contains(id, p)
	})
}

func parseCase(rel, family string, data []byte) (*testCase, error) {
	archive := txtar.Parse(data)
	area, name := filepath.Split(strings.TrimSuffix(rel, ".txt"))
	c := &testCase{area: strings.Trim(area, "/"), name: name, families: []string{"lxd", "incus"}, files: archive.Files}
	for text := range strings.Lines(string(archive.Comment)) {
		text = strings.TrimRight(text, "\n")
		if of, rest, found := strings.Cut(text, ": "); found && (of == "lxd" || of == "incus") {
			if of != family {
				continue
			}
			text = rest
		}
		if err := c.statement(text); err != nil {
			return nil, err
		}
	}
	if len(c.lines) == 0 && slices.Contains(c.families, family) {
		return nil, fmt.Errorf("the case has no command line")
	}
	return c, nil
}

// statement parses a line of the script: a comment, a directive, a "given" or a command line.
func (c *testCase) statement(text string) error {
	switch word, rest, _ := strings.Cut(text, ":"); {
	case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#"):
	case strings.HasPrefix(text, "!"):
		return c.directive(strings.TrimSpace(strings.TrimPrefix(word, "!")), rest)
	case word == "given":
		c.givens = append(c.givens, strings.TrimSpace(rest))
	case writesToDevice.MatchString(text):
		return fmt.Errorf("%q writes to a device that the whole machine shares", text)
	default:
		c.lines = append(c.lines, expand(text)...)
	}
	return nil
}

func (c *testCase) directive(word, rest string) error {
	switch word {
	case "families":
		c.families = strings.Fields(rest)
	case "two":
		c.two = true
	case "each":
		c.each = true
	default:
		return fmt.Errorf("unknown directive %q", word)
	}
	return nil
}

// expand expands {{a|b}} in a line, with all combinations if there are several.
func expand(line string) []string {
	before, rest, found := strings.Cut(line, "{{")
	if !found {
		return []string{line}
	}
	choices, after, found := strings.Cut(rest, "}}")
	if !found {
		return []string{line}
	}
	var lines []string
	for choice := range strings.SplitSeq(choices, "|") {
		lines = append(lines, expand(before+choice+after)...)
	}
	return lines
}
