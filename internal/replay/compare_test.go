package replay_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/replay"
)

// run is the result of a flow with our client.
type run struct {
	*stage
	started     time.Time
	code        int
	out, errOut string
}

// faults returns the differences from the stock client.
func (r *run) faults() []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if (r.code == 0) != (r.flow.Exit == 0) {
		say("exit %d, stock %d", r.code, r.flow.Exit)
	}
	stock := r.neutral(r.flow.Stdout)
	if diff := r.outputs(r.out, stock); diff != "" {
		say("output: %s\n-- ours\n%s\n-- stock\n%s", diff, r.out, stock)
	}
	if diff := r.errors(); diff != "" {
		say("%s\n-- ours\n%s\n-- stock\n%s", diff, r.errOut, r.flow.Stderr)
	}
	faults = append(faults, compareRequests(r.ourWrites(), r.stockWrites())...)
	faults = append(faults, r.fileFaults()...)
	if len(faults) > 0 {
		if misses := append(r.local.Misses(), r.remote.Misses()...); len(misses) > 0 {
			say("not in the flow: %s", strings.Join(misses, ", "))
		}
		if r.code != 0 && r.flow.Exit == 0 {
			say("standard error: %s", r.errOut)
		}
	}
	return faults
}

var (
	progress      = regexp.MustCompile(`: [0-9]+%( \([0-9.]+[a-zA-Z]+/s\))? *$`)
	confirmations = regexp.MustCompile(`(?i)^(creating|starting|launching|the instance|to start|please) |(created|deleted|renamed|copied|moved|added|removed|imported|exported|successfully|restored|evacuated|enabled|updated|revoked|pending deletion|attached|detached|overridden|promoted|domain set)\b[^:]*$`)
)

// outputs compares standard output. Of confirmations only the number of lines is compared.
func (r *run) outputs(ours, stock string) string {
	clean := func(text string) string { // what a terminal finally shows, without progress
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if !strings.Contains(line, "\r") {
				continue
			}
			lines[i] = ""
			for _, part := range strings.Split(line, "\r") {
				if strings.TrimSpace(part) != "" && !progress.MatchString(part) {
					lines[i] = part
				}
			}
		}
		text = strings.Join(lines, "\n")
		if strings.TrimSpace(text) == "" {
			return ""
		}
		return text
	}
	ours, stock = masked(clean(ours)), masked(clean(stock))
	if r.flow.Truncated != nil && len(ours) >= len(stock) {
		ours = ours[:len(stock)]
	}
	if strings.Contains(stock, "(token)") || ragged(stock) { // the column width is that of the replaced value
		ours, stock = gaps.ReplaceAllString(ours, " "), gaps.ReplaceAllString(stock, " ")
	}
	if ours == stock || r.cut() && startsLike(ours, stock) {
		return ""
	}
	if same, known := r.values2(ours, stock); known {
		if same == "" {
			return ""
		}
		return same
	}
	a, b := strings.Split(ours, "\n"), strings.Split(stock, "\n")
	if len(a) != len(b) {
		return "other lines"
	}
	for i := range a {
		if a[i] != b[i] && (a[i] == "" || b[i] == "" || !confirmations.MatchString(b[i]) && !r.asked(a[i], b[i])) {
			return fmt.Sprintf("line %d", i+1)
		}
	}
	return ""
}

var questions = regexp.MustCompile(`\(yes/no\)|\.\.\.$|:$|[Nn]othing to do\.?$`)

// asked reports whether a line is a prompt or message of a dialog. Their wording is ours; only their number is compared.
func (r *run) asked(ours, stock string) bool {
	dialog := strings.Contains(r.flow.Command, "admin recover") || strings.Contains(r.flow.Command, "lxd recover") || strings.Contains(r.flow.Command, " init") || strings.Contains(stock, "(yes/no)")
	return dialog && questions.MatchString(stock) && !strings.HasPrefix(stock, " ") &&
		strings.Count(ours, "(yes/no)") == strings.Count(stock, "(yes/no)") && strings.Count(ours, ":") == strings.Count(stock, ":")
}

var (
	certificates = regexp.MustCompile(`(-----BEGIN CERTIFICATE-----)\s+\(left out\)\s+(-----END CERTIFICATE-----)`)
	tokens       = regexp.MustCompile(`\beyJ[A-Za-z0-9+/_=-]{60,}`)
)

// masked removes differences caused by what the recording omitted from a text.
func masked(text string) string {
	return tokens.ReplaceAllString(certificates.ReplaceAllString(text, "$1 (left out) $2"), "(token)")
}

// cut reports whether only the beginning of a response was recorded.
func (r *run) cut() bool {
	return slices.ContainsFunc(r.flow.Exchanges, func(e replay.FlowExchange) bool { return e.Response.Truncated })
}

// ragged reports whether the lines of a table differ in width, because the recording replaced a path with something shorter.
func ragged(text string) bool {
	width := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "+-") {
			width = 0
			continue
		}
		if n := len([]rune(line)); width == 0 {
			width = n
		} else if n != width {
			return true
		}
	}
	return false
}

var gaps = regexp.MustCompile(`[ -]{2,}`)

// startsLike reports whether our output, except for its end where a response was truncated, is the beginning of the stock
// client's. Column widths may differ.
func startsLike(ours, stock string) bool {
	a, b := strings.Split(gaps.ReplaceAllString(ours, " "), "\n"), strings.Split(gaps.ReplaceAllString(stock, " "), "\n")
	if len(a) == 2 { // one line of JSON
		var list, all []any
		_ = json.Unmarshal([]byte(a[0]), &list)
		_ = json.Unmarshal(replay.Whole(b[0]), &all)
		return len(list) > 1 && len(all) >= len(list) && reflect.DeepEqual(list[:len(list)-1], all[:len(list)-1])
	}
	end := len(a) - 8
	return end > 0 && len(b) >= end && slices.Equal(a[:end], b[:end])
}

var document = regexp.MustCompile(`( show( |$)|identity info|(cluster|storage) info |^lxc info$|^incus info$|--dump|(-f|--format)[ =]?yaml| query )`)

// values2 compares JSON and YAML as values; known reports whether the text is such a document.
func (r *run) values2(ours, stock string) (diff string, known bool) {
	var a, b any
	switch {
	case strings.HasPrefix(stock, "{") || strings.HasPrefix(stock, "["):
		if json.Unmarshal([]byte(stock), &b) != nil {
			return "", false
		}
		if json.Unmarshal([]byte(ours), &a) != nil {
			return "no JSON", true
		}
	case document.MatchString(r.flow.Command):
		if yaml.Unmarshal([]byte(stock), &b) != nil {
			return "", false
		}
		if yaml.Unmarshal([]byte(ours), &a) != nil {
			return "no YAML", true
		}
		a, b = plain(a), plain(b)
	default:
		return "", false
	}
	return r.values3("", a, b), true
}

// values3 returns the differences between two documents. Additional fields are accepted if the server sent them.
func (r *run) values3(path string, ours, stock any) string {
	switch b := stock.(type) {
	case map[string]any:
		a, ok := ours.(map[string]any)
		if !ok {
			return fmt.Sprintf("%s: %v, stock %v", path, ours, stock)
		}
		for _, key := range slices.Sorted(maps.Keys(b)) {
			if _, found := a[key]; !found {
				return fmt.Sprintf("%s.%s is missing: %v", path, key, b[key])
			}
			if diff := r.values3(path+"."+key, a[key], b[key]); diff != "" {
				return diff
			}
		}
		for key := range a {
			if _, found := b[key]; !found && !r.sent(key) {
				return fmt.Sprintf("%s.%s: %v is too much", path, key, a[key])
			}
		}
	case []any:
		a, ok := ours.([]any)
		if !ok || len(a) != len(b) {
			return fmt.Sprintf("%s: %v, stock %v", path, ours, stock)
		}
		for i := range b {
			if diff := r.values3(fmt.Sprintf("%s[%d]", path, i), a[i], b[i]); diff != "" {
				return diff
			}
		}
	default:
		if !reflect.DeepEqual(ours, stock) {
			return fmt.Sprintf("%s: %#v, stock %#v", path, ours, stock)
		}
	}
	return ""
}

// sent reports whether the server sent a field.
func (r *run) sent(key string) bool {
	for _, e := range r.flow.Exchanges {
		if bytes.Contains(e.Response.Body, []byte(`"`+key+`"`)) {
			return true
		}
	}
	return false
}

func plain(v any) any {
	switch v := v.(type) {
	case map[any]any:
		m := map[string]any{}
		for key, value := range v {
			m[fmt.Sprint(key)] = plain(value)
		}
		return m
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}

// errors compares standard error: messages of the server must be equal, of others only the number of lines.
func (r *run) errors() string {
	stock, _ := strings.CutPrefix(lastLine(r.flow.Stderr), "Error: ")
	ours, isError := strings.CutPrefix(strings.TrimSuffix(r.errOut, "\n"), "Error: ")
	switch {
	case r.flow.Exit == 0 && r.flow.Stderr == "" && r.errOut != "":
		return "a word on standard error"
	case r.flow.Exit == 0 || !strings.Contains(r.flow.Stderr, "Error: "):
		return ""
	case !isError || strings.Contains(ours, "\n"):
		return "not one line of error"
	case r.serverSaid(stock) && ours != r.neutral(stock):
		return "not the server's words"
	}
	return ""
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// serverSaid reports whether an error message comes from the server.
func (r *run) serverSaid(text string) bool {
	said := false
	for _, e := range r.flow.Exchanges {
		quoted, _ := json.Marshal(text)
		said = said || len(text) > 3 && bytes.Contains(e.Response.Body, quoted)
		if e.Websocket != nil {
			for _, f := range e.Websocket.Frames {
				said = said || len(text) > 3 && bytes.Contains(f.Payload, quoted)
			}
		}
	}
	return said
}
