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
	ours, wire := publishedForms(t)
	for file, have := range map[string]*declarations{"client": ours, "api": wire} {
		have.checkList(t, file, func(string) bool { return false })
	}
}

// otherForms are the methods that today's clients publish in another form than ours, which is older, with the reason. Programs
// that call them have to be changed.
var otherForms = map[string]string{
	"GetMetadataConfiguration": "returns the JSON of the server, which differs between the families",
	"GetInstanceNBDConn":       "has no options: the server's own reuse of connections",
	"GetInstanceNVRAM":         "also returns the variables of one GUID; GetInstanceNVRAMGUID returns them as a type",
	"RebuildStoragePoolVolume": "waits, and has no options",
	"RepairInstance":           "takes the action, not a struct with it",
	"CreateClusterLink":        "also returns the token, if there is one",
	"CreateIdentityTLSToken":   "takes the token to redeem; CreateIdentity returns a new one",
	"GetClusterLinkState":      "returns the JSON of the server",
	"GetReplicatorState":       "takes the project from the view, and returns the JSON of the server",
	"RunReplicator":            "takes the project from the view",
	"GetPermissions":           "returns the groups, too, as GetPermissionsInfo does",
}

// TestNamesOfToday checks the methods that Incus 7.3 and LXD 6.9 publish, and the types that only those have. Where the two
// publish one name in two forms, ours is that of Incus: LXD 6 returns an operation where LXD 5 and Incus wait.
func TestNamesOfToday(t *testing.T) {
	t.Parallel()
	ours, wire := publishedForms(t)
	excused := map[string]bool{}
	excuse := func(name string) bool {
		excused[name] = otherForms[name] != ""
		return excused[name]
	}
	ours.checkList(t, "incus-7.3-client", excuse)
	wire.checkList(t, "incus-7.3-api", func(string) bool { return false })
	shared := map[string]bool{}
	for _, fact := range published(t, "incus-7.3-client") {
		_, method, _ := strings.Cut(fact, ".")
		name, _, _ := strings.Cut(method, "(")
		shared[name] = true
	}
	ours.checkList(t, "lxd-6.9-client", func(name string) bool { return excuse(name) || shared[name] })
	wire.checkList(t, "lxd-6.9-api", func(string) bool { return false })
	for name := range otherForms {
		if !excused[name] {
			t.Errorf("%s has the published form", name)
		}
	}
}

// publishedForms returns the declarations of the client and of the api package, whose types are written as they are published.
func publishedForms(t *testing.T) (ours, wire *declarations) {
	t.Helper()
	wire = declarationsOf(t, "../api")
	ours = declarationsOf(t, ".")
	for name, to := range wire.aliases {
		slice := ""
		if rest, found := strings.CutPrefix(to, "[]"); found {
			slice, to = "[]", rest
		}
		ours.aliases["api."+name] = slice + "api." + to
	}
	ours.aliases["ioprogress.ProgressData"] = "ProgressData"
	ours.aliases["cancel.HTTPRequestCanceller"] = "cancel.Canceler"
	ours.pointers = map[string]bool{"Operation": true, "RemoteOperation": true}
	return ours, wire
}

// published returns the facts in a file.
func published(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/published/" + file + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// checkList checks the facts in a file. A method that may have another form must only be there.
func (d *declarations) checkList(t *testing.T, file string, otherForm func(name string) bool) {
	t.Helper()
	found, asked := map[string]int{}, map[string]int{}
	for _, fact := range published(t, file) {
		kind, text, _ := strings.Cut(fact, " ")
		asked[kind]++
		err := d.check(kind, text)
		_, method, _ := strings.Cut(text, ".")
		name, _, isMethod := strings.Cut(method, "(")
		if err != nil && (!isMethod || errors.Is(err, errLacking) || !otherForm(name)) {
			t.Errorf("%s: %v", fact, err)
			continue
		}
		found[kind]++
	}
	t.Logf("%s: %v of %v", file, found, asked)
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
