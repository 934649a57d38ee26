package output_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
)

// words are strings that are hard to print, and ordinary ones.
var words = []string{
	"", " ", "a", "y", "no", "True", "null", "~", "-", "--", "- a", "a: b", "a #b", "#a", "'", `"`, "\\", "<&>", "é", "\u2028", "\U0001f600", "\t", "a\nb", "\n", "a\n",
	"0", "007", "1.5", "1e3", "0x1f", "1_000", "12:30:45", "190:20:30", "2026-01-02", "2026-01-02T03:04:05Z", ".inf", ".5", "=", "<<", "!", "&a", "*a", "?", "? a", "|", ">", "%", "@", "`",
	"00:16:3e:aa:bb:cc", "10.0.0.1/24", "fe80::1", "{}", "[]", "[a]", "{a: b}", `[{"Isuid":true,"Isgid":false,"Hostid":1000000}]`, "true", "false", "container", "image.description",
	"Ubuntu jammy amd64 (20260101_07:42)", strings.Repeat("long words and blanks ", 8), strings.Repeat("x", 300), " lead", "trail ", "a,b", "a]", "limits.cpu", "limits.memory.enforce", "user.k10", "user.k9", "UPPER", "with space", "/dev/sda1", "C:\\x", "a:", ":a", "\x01", "\u00a0", "\ufeff", "end\\",
}

func word(r *rand.Rand) string { return words[r.IntN(len(words))] }

func someMap(r *rand.Rand, n int) map[string]string {
	if n < 0 {
		return nil
	}
	out := map[string]string{}
	for range r.IntN(n + 1) {
		out[word(r)] = word(r)
	}
	return out
}

// someInstance returns an instance as a server could send it: complete, or with missing, unknown or null fields.
func someInstance(r *rand.Rand) []byte {
	item := map[string]any{
		"architecture": word(r), "config": someMap(r, r.IntN(9)-1), "devices": map[string]any{word(r): someMap(r, 3), "root": nil}, "ephemeral": r.IntN(2) == 0,
		"profiles": []string{word(r), word(r)}, "description": word(r), "created_at": "2026-01-02T03:04:05.000000006Z", "last_used_at": "1970-01-01T00:00:00Z",
		"expanded_config": someMap(r, 5), "name": word(r), "status": "Running", "status_code": 103, "type": "container", "project": word(r), "stateful": nil,
		"new_field": map[string]any{word(r): []any{1, "a", nil, 2.5, map[string]any{"z": 1, "a10": 2, "a9": 3}}, "empty": []any{}}, "restore": "",
		"state": map[string]any{"status": "Running", "pid": r.Int64(), "network": map[string]any{"eth0": map[string]any{
			"addresses": []any{map[string]any{"family": "inet", "address": word(r), "netmask": "24", "scope": "global"}}, "counters": map[string]any{"bytes_received": 7}, "mtu": 1500, "hwaddr": word(r),
		}}, "os_info": nil, "cpu": map[string]any{"usage": r.Int64()}, "started_at": "2026-01-02T03:04:05Z"},
		"snapshots": []any{map[string]any{"name": word(r), "expires_at": "0001-01-01T00:00:00Z", "config": someMap(r, 3), "size": -1}}, "backups": nil,
	}
	for key := range item {
		switch r.IntN(12) {
		case 0:
			delete(item, key)
		case 1:
			item[key] = nil
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(r.IntN(2) == 0)
	if r.IntN(8) == 0 {
		encoder.SetIndent("", " ")
	}
	_ = encoder.Encode(item)
	return bytes.TrimSpace(out.Bytes())
}

// TestStreamPrintsWhatListPrints compares objects that were only reordered with decoded ones.
func TestStreamPrintsWhatListPrints(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		var raws [][]byte
		for range r.IntN(6) {
			raws = append(raws, someInstance(r))
		}
		for _, name := range []string{"json", "yaml"} {
			var want, got bytes.Buffer
			format := output.Format{Name: name}
			items := make([]api.InstanceFull, len(raws))
			stream := output.NewStream[api.InstanceFull](&got, format)
			for i, raw := range raws {
				if err := json.Unmarshal(raw, &items[i]); err != nil {
					t.Fatal(err)
				}
				sent.Keep(&items[i], raw)
				if err := stream.Write(raw); err != nil {
					t.Fatal(err)
				}
			}
			if err := stream.Close(); err != nil {
				t.Fatal(err)
			}
			if err := output.List(&want, format, nil, items); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Fatalf("seed %d, %s:\n%s\nwant\n%s", seed, name, got.String(), want.String())
			}
		}
	}
}

// TestStreamInPortions prints many objects in formats in which each stands for itself, as List does, and before all are there.
func TestStreamInPortions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		query output.Query
	}{{"jsonl", output.Query{}}, {"jsonl", output.Query{Fields: []string{"name", "config.user.note"}}}, {"template", output.Query{Template: "{{.Name}} {{.status}}"}}} {
		format, err := output.ParseFormat(c.name)
		if err == nil {
			format, err = format.With(c.query)
		}
		if err != nil || !format.Streams() {
			t.Fatalf("%s: %v", c.name, err)
		}
		r := rand.New(rand.NewPCG(1, 1))
		var want, got bytes.Buffer
		var items []api.InstanceFull
		stream := output.NewStream[api.InstanceFull](&got, format)
		for range 1000 {
			raw := someInstance(r)
			item, err := output.Decode[api.InstanceFull](raw)
			if err == nil {
				err = stream.Write(raw)
			}
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, *item)
		}
		early := got.Len()
		if err := stream.Close(); err != nil {
			t.Fatal(err)
		}
		if err := output.List(&want, format, nil, items); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%s %+v:\n%.500s\nwant\n%.500s", c.name, c.query, got.String(), want.String())
		}
		if want.Len() > 1<<18 && early == 0 {
			t.Errorf("%s: nothing of %d bytes was printed before the end", c.name, want.Len())
		}
	}
	if format := (output.Format{Name: "jsonl", Query: output.Query{Sort: []string{"name"}}}); format.Streams() {
		t.Error("what is sorted cannot be printed as it comes")
	}
}

// TestStreamTexts prints each hard string alone, in every position, and compares with the library.
func TestStreamTexts(t *testing.T) {
	t.Parallel()
	type object struct {
		sent.Sent `yaml:"-"`

		Text string            `json:"text" yaml:"text"`
		List []string          `json:"list" yaml:"list"`
		Map  map[string]string `json:"map" yaml:"map"`
	}
	for i, w := range words {
		if strings.ContainsAny(w, "\ufeff\x01") {
			continue // the library refuses or replaces them, and so does Stream
		}
		for pad := range 3 {
			long := w + strings.Repeat(" "+w, pad*20)
			raw, err := json.Marshal(object{Text: long, List: []string{long, "x"}, Map: map[string]string{long: long, "k": long}})
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			stream := output.NewStream[object](&got, output.Format{Name: "yaml"})
			if err := stream.Write(raw); err != nil {
				t.Fatal(err)
			}
			if err := stream.Close(); err != nil {
				t.Fatal(err)
			}
			want, err := yaml.Marshal([]object{{Text: long, List: []string{long, "x"}, Map: map[string]string{long: long, "k": long}}})
			if err != nil || got.String() != string(want) {
				t.Errorf("text %d %q:\n%s\nwant\n%s (%v)", i, long, got.String(), want, err)
			}
		}
	}
}

// TestStreamAddsMembers checks fields that the server did not send.
func TestStreamAddsMembers(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"json": `[{"name":"c1","backups":null,"state":null,"snapshots":null}]` + "\n",
		"yaml": "- name: c1\n  backups: []\n  state: null\n  snapshots: []\n",
	} {
		var got bytes.Buffer
		stream := output.NewStream[api.InstanceFull](&got, output.Format{Name: name})
		if err := stream.Write([]byte(`{"name":"c1"}`), `"backups":null`, `"state":null`, `"snapshots":null`); err != nil {
			t.Fatal(err)
		}
		if err := stream.Close(); err != nil || got.String() != want {
			t.Errorf("%q %v", got.String(), err)
		}
	}
}

func ExampleStream() {
	var out bytes.Buffer
	stream := output.NewStream[api.Instance](&out, output.Format{Name: "json"})
	_ = stream.Write([]byte(`{"type":"container","name":"c1"}`))
	_ = stream.Close()
	fmt.Print(out.String())
	// Output: [{"name":"c1","type":"container"}]
}
