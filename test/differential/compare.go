package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A difference is something that ours and stock do differently.
type difference struct {
	family, id, line string
	what             string // stdout, stderr, exit, files, server, instance-files, config
	detail           string
}

var (
	machineFormat = regexp.MustCompile(`yaml|\bshow\b|--dump|\bmetadata\b|\bquery\b|\binfo\b.*--resources|EDITOR=`)
	measured      = regexp.MustCompile(`\binfo\b|-c\s*\S*[DmMuUp]|--columns`)
	// The output of these commands is data. All others print notices, of which only the number of lines is compared.
	dataCommand = regexp.MustCompile(`\b(list|ls|show|info|get|query|version|monitor|exec|cat|sql|pull|get-default|list-\w+|lease\w*|leases|metadata|--dump|console|nvram)\b|\bexport\b.* (-( |$)|/dev/std|/dev/fd)|\bfile (pull|create)\b|-f ?(json|yaml|csv)|EDITOR=`)
	passesOn    = regexp.MustCompile(`\bexec\b`)
	// A notice that contains a value not given by the caller must have exactly stock's form.
	carriesValue = regexp.MustCompile(`<(?:fingerprint|token|uuid|name|key|mac)\d+>|(?i:name is:|token:|fingerprint:)`)
	helpText     = regexp.MustCompile(`(?m)^Usage:|^usage:|Flags:`)
)

// compareLine compares the results of a command line with both clients.
func compareLine(stock, ours *lineResult, ms, mo *masker) []difference {
	var found []difference
	add := func(what, format string, args ...any) {
		found = append(found, difference{line: stock.line, what: what, detail: fmt.Sprintf(format, args...)})
	}
	so, oo := ms.text(stripProgress(stock.stdout)), mo.text(ours.stdout)
	se, oe := ms.text(stripProgress(stock.stderr)), mo.text(ours.stderr)
	if passesOn.MatchString(stock.line) && !strings.Contains(se, "Error: ") && stock.status != ours.status || (stock.status == 0) != (ours.status == 0) {
		add("exit", "stock %d, ours %d (ours says %q, stock %q)", stock.status, ours.status, oe, se)
		return found
	}
	if text := compareOutput(stock, ours, so, oo, ms, mo); text != "" {
		add("stdout", "%s", text)
	}
	if text := compareErrors(stock, ours, se, oe); text != "" {
		add("stderr", "%s", text)
	}
	for _, text := range compareMaps(maskAll(stock.files, ms), maskAll(ours.files, mo)) {
		add("files", "%s", text)
	}
	return found
}

func maskAll(files map[string]string, m *masker) map[string]string {
	masked := map[string]string{}
	for name, text := range files {
		masked[m.text(name)] = m.text(text)
	}
	return masked
}

func compareOutput(stock, ours *lineResult, so, oo string, ms, mo *masker) string {
	if so == oo {
		return ""
	}
	if helpText.MatchString(so) {
		if helpText.MatchString(oo) || stock.status != 0 && oo == "" {
			return ""
		}
		return fmt.Sprintf("stock prints its help, ours %q", short(oo))
	}
	yamlToo := machineFormat.MatchString(stock.line)
	if sv, ok := parse(stock.stdout, yamlToo); ok {
		ov, ok := parse(ours.stdout, yamlToo)
		if !ok {
			return fmt.Sprintf("stock %q, ours %q", short(so), short(oo))
		}
		s, o := map[string]string{}, map[string]string{}
		flatten("", sv, ms, s)
		flatten("", ov, mo, o)
		return strings.Join(compareMaps(s, o), "\n")
	}
	if !dataCommand.MatchString(stock.line) && compareNotices(so, oo) {
		return ""
	}
	if measured.MatchString(stock.line) && loose(so) == loose(oo) || squeeze(so) == squeeze(oo) && strings.Contains(so, "<") {
		return ""
	}
	return diffText(so, oo)
}

// compareNotices reports whether two texts have the same number of lines, and the same lines where they carry a value.
func compareNotices(stock, ours string) bool {
	s, o := strings.Split(stock, "\n"), strings.Split(ours, "\n")
	if len(s) != len(o) {
		return false
	}
	for i := range s {
		if carriesValue.MatchString(s[i]) && s[i] != o[i] || (s[i] == "") != (o[i] == "") {
			return false
		}
	}
	return true
}

var runs = regexp.MustCompile(`-{2,}| {2,}`)

// squeeze removes column padding, which depends on masked values.
func squeeze(s string) string {
	return runs.ReplaceAllStringFunc(s, func(r string) string { return r[:1] })
}

func loose(s string) string {
	s = sizes.ReplaceAllString(s, "<$1$2>")
	return strings.ReplaceAll(squeeze(digitsAfter.ReplaceAllString(s, "$1<n>")), " |", "|")
}

var digitsAfter = regexp.MustCompile(`((?:Processes|packets|usage|peak|received|sent|seconds|Load|Number of processes|space used)[^:]*: *"?)[-\d.]+`)

// several sorts stock's messages for several failures, which appear in the order in which they end. The hint "c1: Try …"
// appears at random.
func several(s string) string {
	if !strings.Contains(s, ": error: ") {
		return s
	}
	lines := slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.Contains(l, ": Try `") })
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// twins matches the error for two conflicting devices, of which the server names either.
var twins = regexp.MustCompile(`Device validation failed for "[^"]*": (Invalid value for device option "name": Duplicate NIC|More than one disk)`)

func compareErrors(stock, ours *lineResult, se, oe string) string {
	se, oe = several(se), several(oe)
	se, oe = twins.ReplaceAllString(se, "<one of them>: $1"), twins.ReplaceAllString(oe, "<one of them>: $1")
	if se == oe {
		return ""
	}
	if helpText.MatchString(se) && helpText.MatchString(oe) {
		return ""
	}
	if stock.status == 0 {
		switch {
		case oe == "" && !passesOn.MatchString(stock.line), se != "" && !passesOn.MatchString(stock.line) && strings.Count(oe, "\n") <= strings.Count(se, "\n"):
			return ""
		}
		return fmt.Sprintf("both succeed; stock writes %q, ours %q", short(se), short(oe))
	}
	ownWords := strings.HasPrefix(oe, "Error: ") && strings.Count(oe, "\n") == 1
	if ours.status == 2 && ownWords {
		return "" // a usage error, which is reported before any request
	}
	for _, words := range stock.errors {
		if strings.Contains(stock.stderr, words) {
			return fmt.Sprintf("the server speaks; stock %q, ours %q", short(se), short(oe))
		}
	}
	if stock.stderr == "" || stock.status == 124 {
		return ""
	}
	if ownWords || strings.HasPrefix(oe, "Error: ") && (strings.Count(oe, "\nError: ") == strings.Count(oe, "\n")-1) {
		return ""
	}
	if !strings.HasPrefix(se, "Error: ") && oe != "" && strings.Count(oe, "\n") <= strings.Count(se, "\n") {
		return ""
	}
	return fmt.Sprintf("not one line of \"Error: \": %q (stock %q)", short(oe), short(se))
}

// compareEffects compares the state after a case.
func compareEffects(c *testCase, stock, ours *passResult, ms, mo *masker) []difference {
	last := stock.lines[len(stock.lines)-1].line
	var found []difference
	add := func(what string, texts []string) {
		for _, text := range texts {
			w := what
			if what == "config" && strings.HasPrefix(text, ".lock:") {
				w = "config/.lock"
			}
			found = append(found, difference{line: last, what: w, detail: text})
		}
	}
	add("server", compareMaps(flattenState(stock.state, ms), flattenState(ours.state, mo)))
	if c.two {
		add("server", compareMaps(flattenState(stock.other, ms), flattenState(ours.other, mo)))
	}
	add("instance-files", compareMaps(maskAll(stock.files, ms), maskAll(ours.files, mo)))
	add("config", compareMaps(confValues(stock.conf, ms), confValues(ours.conf, mo)))
	return found
}

func flattenState(state objects, m *masker) map[string]string {
	lines := map[string]string{}
	paths := sortedPaths(state)
	slices.SortStableFunc(paths, func(a, b string) int { return strings.Compare(m.text(a), m.text(b)) })
	for _, path := range paths {
		lines[m.text(path)] = "exists"
		flatten(m.text(path), map[string]any(state[path]), m, lines)
	}
	for name := range lines {
		if strings.HasPrefix(name, "/1.0/images/") && strings.HasSuffix(name, ".size") { // tar archives differ in timestamps
			delete(lines, name)
		}
		if strings.HasSuffix(name, "volatile.last_state.idmap") || strings.HasSuffix(name, ".operation") {
			delete(lines, name)
		}
	}
	return lines
}

func short(s string) string {
	if len(s) > 600 {
		return s[:600] + "…"
	}
	return s
}

// diffText returns the lines that differ.
func diffText(stock, ours string) string {
	s, o := strings.Split(stock, "\n"), strings.Split(ours, "\n")
	if len(s) == 1 && len(o) == 1 || len(stock)+len(ours) < 160 {
		return fmt.Sprintf("stock %q, ours %q", short(stock), short(ours))
	}
	var b strings.Builder
	shown := 0
	for i := 0; i < max(len(s), len(o)) && shown < 12; i++ {
		var x, y string
		if i < len(s) {
			x = s[i]
		}
		if i < len(o) {
			y = o[i]
		}
		if x != y {
			fmt.Fprintf(&b, "\n      stock: %s\n      ours:  %s", x, y)
			shown++
		}
	}
	return b.String()
}
