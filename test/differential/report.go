package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

type counts struct{ passed, explained, open, failed int }

// A report counts lines. A line passes if it has no differences.
type report struct {
	family string
	known  []*known
	areas  map[string]*counts
	total  counts
	faults int
	open   map[string][]string // area → lines of its list of open bugs
}

func (r *report) area(name string) *counts {
	if r.areas == nil {
		r.areas = map[string]*counts{}
	}
	if r.areas[name] == nil {
		r.areas[name] = &counts{}
	}
	return r.areas[name]
}

func (r *report) broken(c *testCase, err error) {
	r.faults++
	fmt.Printf("BROKEN %s: %v\n", c.id(), err)
}

func (r *report) compare(c *testCase, stock, ours *passResult) []lineDifferences {
	var found []lineDifferences
	ms, mo := newMasker(), newMasker()
	for i := range stock.lines {
		ms, mo = ms.next(), mo.next()
		differences := compareLine(&stock.lines[i], &ours.lines[i], ms, mo)
		if i == len(stock.lines)-1 {
			differences = append(differences, compareEffects(c, stock, ours, ms.next(), mo.next())...)
		}
		for d := range differences {
			differences[d].family, differences[d].id = r.family, c.id()
		}
		found = append(found, lineDifferences{stock.lines[i].line, differences})
	}
	return found
}

// unexplained reports whether there is a difference that no list contains.
func (r *report) unexplained(found []lineDifferences) bool {
	for _, l := range found {
		for _, d := range l.differences {
			if explain(r.known, d) == nil {
				return true
			}
		}
	}
	return false
}

func (r *report) count(c *testCase, differences []difference, line string) {
	area := r.area(c.area)
	failed, open := false, false
	for _, d := range differences {
		k := explain(r.known, d)
		if k == nil || k.open {
			r.remember(c.area, d, line)
		}
		if k != nil {
			open = open || k.open
			continue
		}
		if !failed {
			fmt.Printf("DIFFERS %s: %s\n", c.id(), line)
		}
		failed = true
		fmt.Printf("   %s: %s\n", d.what, d.detail)
	}
	for _, n := range []*counts{area, &r.total} {
		switch {
		case failed:
			n.failed++
		case open:
			n.open++
		case len(differences) > 0:
			n.explained++
		default:
			n.passed++
		}
	}
}

// remember records an open bug, once per line and kind.
func (r *report) remember(area string, d difference, line string) {
	key := strings.Join([]string{d.family, d.id, d.what, clip(line, 1000), "open", ""}, "\t")
	if r.open == nil {
		r.open = map[string][]string{}
	}
	if !slices.ContainsFunc(r.open[area], func(l string) bool { return strings.HasPrefix(l, key) }) {
		r.open[area] = append(r.open[area], key+clip(d.detail, 70))
	}
}

// writeOpen rewrites the lists of open bugs for the areas that were run.
func (r *report) writeOpen(dir string) error {
	for area := range r.areas {
		file := filepath.Join(dir, r.family+"-"+area+".tsv")
		if len(r.open[area]) == 0 {
			_ = os.Remove(file)
			continue
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(strings.Join(r.open[area], "\n")+"\n"), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// clip shortens a text to a field of a list.
func clip(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = s[:most] + "…"
	}
	return s
}

func (n counts) String() string {
	return fmt.Sprintf("%d passed, %d differ for a reason, %d are known and open, %d failed", n.passed, n.explained, n.open, n.failed)
}

func (n counts) sum() int { return n.passed + n.explained + n.open + n.failed }

// end prints the totals, and reports differences without a reason and reasons without a difference.
func (r *report) end(whole bool) error {
	fmt.Println()
	names := make([]string, 0, len(r.areas))
	for name := range r.areas {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		a := *r.areas[name]
		fmt.Printf("%s %-12s %5d lines: %s\n", r.family, name, a.sum(), a)
	}
	stale := 0
	for _, k := range r.known {
		if whole && !k.used && fits(k.family, r.family) && k.family != "*" {
			if !k.open { // an open bug may occur at random
				stale++
			}
			fmt.Printf("STALE: %s %s %s %s: nothing differs there any more\n", k.family, k.id, k.what, k.line)
		}
	}
	fmt.Printf("%s: %d command lines compared: %s\n", r.family, r.total.sum(), r.total)
	var problems []string
	for n, what := range map[int]string{r.total.failed: "differ without a reason", r.faults: "cases could not be run", stale: "reasons are stale"} {
		if n > 0 {
			problems = append(problems, fmt.Sprintf("%d %s", n, what))
		}
	}
	if len(problems) > 0 {
		return errors.New(strings.Join(problems, ", "))
	}
	return nil
}
