package archtest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// licences are those that a dependency may have, with words that identify them.
var licences = []struct{ name, words string }{
	{"Apache-2.0", `Apache License Version 2\.0`},
	{"MIT", `Permission is hereby granted, free of charge, to any person obtaining a copy`},
	{"BSD", `Redistribution and use in source and binary forms, with or without modification, are permitted`},
	{"ISC", `Permission to use, copy, modify, and(/or)? distribute this software for any purpose with or without fee`},
}

// TestLicences checks that each module that the client, the library or a test is built from has a known licence, and that none of
// them asks for more than its notice to be kept.
func TestLicences(t *testing.T) {
	t.Parallel()
	list := exec.Command("go", "list", "-deps", "-test", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", "./...")
	list.Dir = root(t)
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, dir, found := strings.Cut(strings.TrimSpace(line), " "); found {
			modules[path] = dir
		}
	}
	copied, err := os.ReadDir(filepath.Join(root(t), "internal", "third_party"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range copied {
		if d.IsDir() {
			modules["copied: "+d.Name()] = filepath.Join(root(t), "internal", "third_party", d.Name())
		}
	}
	if len(modules) < 20 {
		t.Errorf("only %d modules were found", len(modules))
	}
	for path, dir := range modules {
		if name := licenceOf(t, dir); name == "" {
			t.Errorf("%s has no licence that is known: see %s", path, dir)
		}
	}
}

func licenceOf(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	file := regexp.MustCompile(`(?i)^(licen[cs]e|copying)`)
	for _, e := range entries {
		if !file.MatchString(e.Name()) || e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`GENERAL PUBLIC LICENSE`).Match(text) {
			return ""
		}
		text = regexp.MustCompile(`[>\s]+`).ReplaceAll(text, []byte(" "))
		for _, l := range licences {
			if regexp.MustCompile(l.words).Match(text) {
				return l.name
			}
		}
	}
	return ""
}
