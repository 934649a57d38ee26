package main

import (
	"regexp"
	"strings"
)

// progressLine matches progress left over at the start of a line.
var progressLine = regexp.MustCompile(`^[A-Z][a-z]+[a-z :]*: .*\d+% \([\d.]+[kMGT]?B/s\)\s*|^Remapping container filesystem\s*`)

// stripProgress returns what a terminal would finally show, because stock also writes progress to a pipe.
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

// overwrite applies carriage returns like a terminal does.
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
