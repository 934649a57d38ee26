package main

import (
	"regexp"
	"strings"
)

// A line of progress that was left standing.
var progressLine = regexp.MustCompile(`^[A-Z][a-z]+[a-z :]*: .*\d+% \([\d.]+[kMGT]?B/s\)\s*|^Remapping container filesystem\s*`)

// stripProgress shows what a terminal would show in the end: stock writes its progress into a pipe too.
func stripProgress(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	var b strings.Builder
	for line := range strings.Lines(s) {
		text, ended := strings.CutSuffix(line, "\n")
		if !strings.Contains(text, "\r") {
			b.WriteString(line)
			continue
		}
		text = progressLine.ReplaceAllString(overwrite(text), "")
		b.WriteString(text)
		if ended && text != "" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// overwrite does what a carriage return does on a terminal.
func overwrite(line string) string {
	var shown []rune
	for segment := range strings.SplitSeq(line, "\r") {
		for i, r := range []rune(segment) {
			if i < len(shown) {
				shown[i] = r
			} else {
				shown = append(shown, r)
			}
		}
	}
	return strings.TrimRight(string(shown), " ")
}
