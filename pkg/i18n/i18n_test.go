package i18n_test

import (
	"testing"

	"github.com/openlxc/lxc/pkg/i18n"
)

func TestGerman(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "de_DE.UTF-8", "de_AT"} {
		c := i18n.Open(lang)
		if got := c.Get("List instances"); got != "Instanzen auflisten" {
			t.Errorf("%s: %q", lang, got)
		}
		if got := c.Get("not in the catalog"); got != "not in the catalog" {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestNoCatalog(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"", "xx", "messages", "../../etc/passwd", "C"} {
		if got := i18n.Open(lang).Get("List instances"); got != "List instances" {
			t.Errorf("%s: %q", lang, got)
		}
	}
	if i18n.Open("").GetN("one", "many", 1) != "one" || i18n.Open("").GetN("one", "many", 2) != "many" {
		t.Error("plural forms are wrong")
	}
}
