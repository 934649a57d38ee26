package i18n

import (
	"strings"
	"testing"
)

// TestPluralForms covers the plural rules of each language.
func TestPluralForms(t *testing.T) {
	t.Parallel()
	for lang, rule := range map[string]string{
		"two forms, one is singular":        "1" + "0" + strings.Repeat("1", 198),
		"two forms, none and one are alike": "00" + strings.Repeat("1", 198),
		"one form":                          strings.Repeat("0", 200),
	} {
		c := &Catalog{plural: rule, messages: map[string][]string{"%d file": {"a", "b"}}}
		for _, n := range []int{0, 1, 2, 11, 101, 200, 201, 1000001, -1, -2} {
			want := "b"
			switch {
			case lang == "one form", n == 1, n == -1, n == 0 && strings.HasPrefix(rule, "00"):
				want = "a"
			}
			if got := c.GetN("%d file", "%d files", n); got != want {
				t.Errorf("%s: %d: %q", lang, n, got)
			}
		}
	}
}

// TestCatalogsOpen checks that all catalogs can be read: otherwise they would silently fall back to English.
func TestCatalogsOpen(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"", "[]", `[["0"]]`, `[["0"],["a"],["b"]]`} {
		if read([]byte(`["a"]`), []byte(broken)) != nil {
			t.Errorf("%s is a catalog", broken)
		}
	}
	files, err := catalogs.ReadDir("catalogs")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		if f.Name() == "messages.json" {
			continue
		}
		c := Open(strings.TrimSuffix(f.Name(), ".json"))
		if c == nil || len(c.messages) < 1000 {
			t.Errorf("%s is broken or nearly empty", f.Name())
			continue
		}
		for id, forms := range c.messages {
			for _, form := range forms {
				if form == "" || strings.HasSuffix(id, "\n") != strings.HasSuffix(form, "\n") {
					t.Errorf("%s: %q is %q", f.Name(), id, form)
				}
			}
		}
	}
}
