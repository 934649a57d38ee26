package lxd_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestPublishedNames checks the names that LXD 5.0 and Incus 7 publish with equal signatures, one per line in
// testdata/published: `iface T.M(parameters) (results)` is a method of an interface, `field T.F type json:name` a field, `field
// T+U` and `iface T+U` embed U. For their Operation we have the *Operation of 2017. EventListener.AddHandler is omitted: its
// handler takes any, as in 2017; AddEventHandler takes api.Event.
func TestPublishedNames(t *testing.T) {
	t.Parallel()
	wire := declarationsOf(t, "../api")
	ours := declarationsOf(t, ".")
	for name, to := range wire.aliases {
		ours.aliases["api."+name] = "api." + to
	}
	ours.aliases["ioprogress.ProgressData"] = "ProgressData"
	ours.aliases["cancel.HTTPRequestCanceller"] = "cancel.Canceler"
	ours.pointers = map[string]bool{"Operation": true, "RemoteOperation": true}
	for file, have := range map[string]*declarations{"client": ours, "api": wire} {
		found, asked := map[string]int{}, map[string]int{}
		data, err := os.ReadFile("testdata/published/" + file + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for fact := range strings.Lines(string(data)) {
			fact = strings.TrimSpace(fact)
			kind, text, _ := strings.Cut(fact, " ")
			asked[kind]++
			if err := have.check(kind, text); err != nil {
				t.Errorf("%s: %v", fact, err)
				continue
			}
			found[kind]++
		}
		t.Logf("%s: %v of %v", file, found, asked)
	}
}

var errLacking = errors.New("missing")

// check returns what the package lacks to satisfy a fact.
func (d *declarations) check(kind, text string) error {
	name, rest := text, ""
	if i := strings.IndexAny(text, ".+( "); i >= 0 {
		name, rest = text[:i], text[i:]
	}
	switch {
	case kind == "type" || kind == "value":
		return present(d.names[name])
	case strings.HasPrefix(rest, "+"):
		return d.checkEmbedded(name, rest[1:])
	case kind == "field":
		member, typ, _ := strings.Cut(rest[1:], " ")
		return d.checkField(name, member, typ)
	case kind == "func":
		return d.checkFunc("", name, rest)
	}
	i := strings.Index(rest, "(")
	return d.checkFunc(d.resolve(name), rest[1:i], rest[i:])
}

func present(ok bool) error {
	if !ok {
		return errLacking
	}
	return nil
}

func (d *declarations) checkEmbedded(name, other string) error {
	if d.interfaces[name] == nil {
		return present(d.embedded[d.resolve(name)][d.resolve(other)])
	}
	have := d.methodsOf(name)
	for m := range d.methodsOf(other) {
		if have[m] == "" {
			return fmt.Errorf("lacks %s", m)
		}
	}
	return nil
}

// checkField compares the type and the JSON name; tag options such as omitempty may differ.
func (d *declarations) checkField(name, member, typ string) error {
	have, ok := d.fields[d.resolve(name)][member]
	if !ok {
		return errLacking
	}
	typ, tag, _ := strings.Cut(typ, " json:")
	tag, _, _ = strings.Cut(tag, ",")
	if want := d.published(typ); have.typ != want {
		return fmt.Errorf("is %s, not %s", have.typ, want)
	}
	if tag != "" && have.tag != tag {
		return fmt.Errorf("is named %q on the wire", have.tag)
	}
	return nil
}

func (d *declarations) checkFunc(on, name, signature string) error {
	have := d.methodsOf(on)[name]
	switch want := d.published("func" + signature); have {
	case "":
		return errLacking
	case want:
		return nil
	}
	return fmt.Errorf("is %s", have)
}
