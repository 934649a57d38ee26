package output_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/output"
)

// part is an object with most kinds of JSON values.
type part struct {
	Name    string            `json:"name"`
	Size    int64             `json:"size"`
	Ratio   float64           `json:"ratio"`
	On      bool              `json:"on"`
	Tags    []string          `json:"tags"`
	Config  map[string]string `json:"config"`
	UsedBy  []string          `json:"used_by"`
	Missing *part             `json:"missing"`
}

var parts = []part{
	{Name: "c10", Size: 1 << 40, Ratio: 0.5, On: true, Tags: []string{"a", "b"}, Config: map[string]string{"user.owner": "ann", "k": "1"}},
	{Name: "c2", Size: 9, Tags: []string{"b"}, Config: map[string]string{"k": "10"}},
	{Name: "c1", Size: 10, Config: map[string]string{}},
}

var partColumns = output.Columns[part]{
	output.Col('n', "NAME", func(p part) string { return p.Name }),
	output.Col('t', "TAG LIST", func(p part) string { return strings.Join(p.Tags, "\n") }).WithBreak(" "),
}

func listed(t *testing.T, text string, q output.Query) (string, error) {
	t.Helper()
	format, err := output.ParseFormat(text)
	if err == nil {
		format, err = format.With(q)
	}
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = output.List(&b, format, partColumns, parts)
	return b.String(), err
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		"{{.name}}": "c10|c2|c1", "{{.Name}}": "c10|c2|c1", "{{.UsedBy}}": "||", "x{{/* c */}}y": "xy|xy|xy",
		"{{.size}} {{.ratio}} {{.on}}":                                          "1099511627776 0.5 true|9 0 false|10 0 false",
		"{{.config.user.owner}}":                                                "ann||",
		`{{index .config "user.owner"}}{{index .tags 0 | printf "%s"}}`:         "anna|b|%!s(<nil>)",
		`{{if .tags}}{{index .tags 0}}{{else}}none{{end}}`:                      "a|b|none",
		"{{range .tags}}<{{.}}>{{else}}-{{end}}":                                "<a><b>|<b>|-",
		"{{range $i, $t := .tags}}{{$i}}={{$t}} {{end}}":                        "0=a 1=b |0=b |",
		"{{range $k, $v := .config}}{{$k}}={{$v}} {{end}}":                      "k=1 user.owner=ann |k=10 |",
		"{{range $t := .tags}}{{if eq $t \"b\"}}{{break}}{{end}}{{$t}}{{end}}":  "a||",
		"{{range .tags}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{end}}":       "b|b|",
		"{{with .config.k}}k is {{.}} in {{$.name}}{{else}}no k{{end}}":         "k is 1 in c10|k is 10 in c2|no k",
		"{{$x := \"a\"}}{{if .on}}{{$x = \"b\"}}{{end}}{{$x}}":                  "b|a|a",
		"{{join .tags \",\"}}":                                                  "a,b|b|",
		"{{.tags | join \",\"}}":                                                "a,b|b|",
		"{{json .tags}} {{.tags}}":                                              `["a","b"] ["a","b"]|["b"] ["b"]|null `,
		"{{upper .name}}{{lower \"X\"}}":                                        "C10x|C2x|C1x",
		"{{len .tags}} {{len .config}} {{len .name}}":                           "2 2 3|1 1 2|0 0 2",
		"{{if gt .size 9}}big{{else if lt .size 9}}small{{else}}nine{{end}}":    "big|nine|big",
		"{{if and .on (ge .size 10) (le .ratio 1)}}yes{{end}}":                  "yes||",
		"{{if or .on (not .tags)}}yes{{end}}":                                   "yes||yes",
		"{{if ne (len .tags) 0}}{{(index .tags 0)}}{{end}}":                     "a|b|",
		"{{printf \"%05d %v %s\" .size .ratio .name}}":                          "1099511627776 0.5 c10|00009 0 c2|00010 0 c1",
		"{{print .name .size}}{{println 1 2}}":                                  "c101099511627776\u00b61 2\u00b6|",
		"{{range split .name \"c\"}}[{{.}}]{{end}}":                             "[][10]|[][2]|[][1]",
		"{{eq .name \"c1\" \"c2\"}} {{true}} {{not .missing}}{{.missing.name}}": "false true true|true true true|true true true",
		"{{.name": "!unclosed action", "{{nosuch .name}}": `!function "nosuch" not defined`, "": "!require each other", "{{.name 1}}": "!is not a function",
		"{{template \"x\"}}": "!is not supported", "{{join .tags}}": "!join: wrong number of arguments", "{{len}}": "!wrong number", "{{index}}": "!wrong number",
		"{{split 1}}": "!wrong number", "{{eq 1}}": "!wrong number", "{{printf}}": "!wrong number", "{{index .name 0}}x": "x|x|x",
	} {
		got, err := listed(t, "template", output.Query{Template: template})
		if wrong, fails := strings.CutPrefix(want, "!"); fails {
			if err == nil || !strings.Contains(err.Error(), wrong) {
				t.Errorf("%s: %v, %q", template, err, got)
			}
			continue
		}
		if strings.Contains(want, "\u00b6") { // contains a line break
			want = "c101099511627776"
			got, _, _ = strings.Cut(got, "1 2")
			got = strings.TrimSpace(got)
		} else {
			got = strings.ReplaceAll(strings.TrimSuffix(got, "\n"), "\n", "|")
		}
		if err != nil || got != want {
			t.Errorf("%s: %v\n%q, want\n%q", template, err, got, want)
		}
	}
}

func TestQueries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format string
		query  output.Query
		want   string // an expected error begins with !
	}{
		{"name", output.Query{}, "c1|c2|c10"},
		{"name", output.Query{Sort: []string{"size"}}, "c2|c1|c10"},
		{"name", output.Query{Sort: []string{"-size"}}, "c10|c1|c2"},
		{"name", output.Query{Sort: []string{"-config.k"}}, "c2|c10|c1"},
		{"name", output.Query{Sort: []string{"config.k", "name"}}, "c10|c2|c1"},
		{"name", output.Query{Sort: []string{"-tag list"}}, "c2|c10|c1"},
		{"name", output.Query{Sort: []string{"n"}}, "c1|c2|c10"},
		{"name", output.Query{Sort: []string{"nosuch"}}, "!unknown column or field"},
		{"name", output.Query{Filters: []string{"tags=B"}}, "c2|c10"},
		{"name", output.Query{Filters: []string{"TAG LIST=a", "on=true"}}, "c10"},
		{"name", output.Query{Filters: []string{"missing="}}, "c1|c2|c10"},
		{"name", output.Query{Filters: []string{"nosuch=1"}}, ""},
		{"name", output.Query{Filters: []string{"nosuch"}}, "!invalid filter"},
		{"csv", output.Query{Sort: []string{"-name"}}, "c10,a b|c2,b|c1,"},
		{"csv", output.Query{Fields: []string{"tags", "config", "name"}}, `"a,b","{""k"":""1"",""user.owner"":""ann""}",c10|b,"{""k"":""10""}",c2|,{},c1`},
		{"csv,header", output.Query{Fields: []string{"on"}, Filters: []string{"name=c2"}}, "ON|false"},
		{"json", output.Query{Fields: []string{"Name", "config.user.owner", "missing.name"}, Filters: []string{"name=c1"}}, `[{"config":{"user.owner":null},"missing.name":null,"name":"c1"}]`},
		{"yaml", output.Query{Fields: []string{"size", "ratio"}, Filters: []string{"name=c10"}}, "- ratio: 0.5|  size: 1099511627776"},
		{"yaml", output.Query{Filters: []string{"name=c2"}}, "- name: c2|  size: 9|  ratio: 0|  \"on\": false|  tags:|  - b|  config:|    k: \"10\"|  usedby: []|  missing: null"},
		{"jsonl", output.Query{Fields: []string{"name"}, Sort: []string{"-name"}}, `{"name":"c10"}|{"name":"c2"}|{"name":"c1"}`},
		{"json", output.Query{JQ: ".[] | select(.size > 9) | .name, .size"}, "c10|1099511627776|c1|10"},
		{"json", output.Query{JQ: "map(.tags)"}, `[["a","b"],["b"],null]`},
		{"json", output.Query{JQ: ".[0].config", Fields: []string{"config.k"}}, `{"k":"1"}`},
		{"json", output.Query{JQ: ".[] |"}, "!invalid expression"},
		{"json", output.Query{JQ: "nosuch"}, "!function not defined"},
		{"json", output.Query{JQ: ".[0] + 1"}, "!cannot add"},
		{"csv", output.Query{JQ: "."}, "!--jq requires the format json"},
		{"json", output.Query{JQ: ".", Template: "x"}, "!cannot be used together"},
		{"csv", output.Query{Template: "x"}, "!require each other"},
	} {
		got, err := listed(t, c.format, c.query)
		if wrong, fails := strings.CutPrefix(c.want, "!"); fails {
			if err == nil || !strings.Contains(err.Error(), wrong) {
				t.Errorf("%s %+v: %v, %q", c.format, c.query, err, got)
			}
			continue
		}
		if got = strings.ReplaceAll(strings.TrimSuffix(got, "\n"), "\n", "|"); err != nil || got != c.want {
			t.Errorf("%s %+v: %v\n%q, want\n%q", c.format, c.query, err, got, c.want)
		}
	}
}

func TestObject(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format string
		query  output.Query
		want   string
	}{
		{"jsonl", output.Query{Fields: []string{"name"}}, `{"name":"c2"}`},
		{"json", output.Query{Fields: []string{"name"}}, `{"name":"c2"}`},
		{"yaml", output.Query{Fields: []string{"config"}}, "config:|  k: \"10\""},
		{"name", output.Query{}, "c2"},
		{"json", output.Query{JQ: ".tags[0]"}, "b"},
		{"template", output.Query{Template: "{{.name}}"}, "c2"},
		{"csv", output.Query{}, "config.k,10|missing,|name,c2|on,false|ratio,0|size,9|tags,b|used_by,"},
		{"csv,header", output.Query{Fields: []string{"size", "nosuch"}}, "FIELD,VALUE|nosuch,|size,9"},
	} {
		format, err := output.ParseFormat(c.format)
		if err != nil {
			t.Fatal(err)
		}
		if format, err = format.With(c.query); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		err = output.Object(&b, format, parts[1])
		if got := strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\n", "|"); err != nil || got != c.want {
			t.Errorf("%s %+v: %v\n%q, want\n%q", c.format, c.query, err, got, c.want)
		}
	}
}
