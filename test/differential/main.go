// Program differential runs command lines with the stock client and with ours against the same server, and reports the
// differences. test/differential/run starts the servers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "differential:", err)
		os.Exit(1)
	}
}

type options struct {
	dir      string
	self     bool
	verbose  bool
	update   bool
	patterns []string
}

func run() error {
	var o options
	family := flag.String("family", "lxd", "the family: lxd or incus")
	base := flag.String("base", "", "the folder in which the servers were started")
	flag.StringVar(&o.dir, "dir", "test/differential", "where the cases and the list of differences are")
	flag.BoolVar(&o.self, "self", false, "run the stock client twice: what differs then is a fault of the comparison")
	flag.BoolVar(&o.verbose, "v", false, "name every case and the time that it took")
	flag.BoolVar(&o.update, "update-open", false, "write what differs without a reason into open/, for the areas that ran whole")
	check := flag.Bool("check", false, "only read cases and differences")
	flag.Parse()
	o.patterns = flag.Args()
	cases, err := loadCases(filepath.Join(o.dir, "cases"), *family, o.patterns)
	if err != nil {
		return err
	}
	all, err := readAll(o.dir)
	if err != nil || *check {
		return err
	}
	if len(cases) == 0 {
		return errors.New("no case fits")
	}
	w, err := newWorld(*family, *base)
	if err != nil {
		return err
	}
	report := &report{family: *family, known: all}
	for _, c := range cases {
		started := time.Now()
		w.runCase(c, o, report)
		if o.verbose {
			fmt.Printf("   %s: %d lines, %.1f s\n", c.id(), len(c.lines), time.Since(started).Seconds())
		}
	}
	if o.update {
		return report.writeOpen(filepath.Join(o.dir, "open"))
	}
	return report.end(len(o.patterns) == 0 && !o.self)
}

// runCase runs a case, line by line if it asks for that.
func (w *world) runCase(c *testCase, o options, r *report) {
	scripts := [][]string{c.lines}
	if c.each {
		scripts = nil
		for _, line := range c.lines {
			scripts = append(scripts, []string{line})
		}
	}
	client := "ours"
	if o.self {
		client = "stock"
	}
	for _, lines := range scripts {
		found, err := w.both(c, lines, client, r)
		for again := 0; again < 2 && err == nil && r.unexplained(found); again++ { // ignore random differences
			var again []lineDifferences
			if again, err = w.both(c, lines, client, r); err == nil {
				found = common(found, again)
			}
		}
		if err != nil {
			r.broken(c, err)
			continue
		}
		for _, l := range found {
			r.count(c, l.differences, l.line)
		}
	}
}

// lineDifferences are the differences of a line of a case.
type lineDifferences struct {
	line        string
	differences []difference
}

// both runs a script with both clients and compares the results.
func (w *world) both(c *testCase, lines []string, client string, r *report) ([]lineDifferences, error) {
	stock, err := w.pass(c, lines, "stock")
	if err != nil {
		return nil, err
	}
	ours, err := w.pass(c, lines, client)
	if err != nil {
		return nil, err
	}
	if client == "stock" {
		for i := range ours.lines {
			l := &ours.lines[i]
			l.stdout, l.stderr = stripProgress(l.stdout), stripProgress(l.stderr)
		}
	}
	return r.compare(c, stock, ours), nil
}

// common returns the differences that occur in both runs.
func common(first, second []lineDifferences) []lineDifferences {
	for i := range first {
		first[i].differences = slices.DeleteFunc(first[i].differences, func(d difference) bool {
			return !slices.ContainsFunc(second[i].differences, func(e difference) bool { return e.what == d.what })
		})
	}
	return first
}
