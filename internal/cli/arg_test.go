package cli

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/config"
)

// TestUsage checks that the usage line of an argument is derived from its fields.
func TestUsage(t *testing.T) {
	t.Parallel()
	var word string
	var words []string
	var ref config.Ref
	hidden := Words("ignored", &words)
	hidden.Form.Hidden = true
	required := Remote(&word)
	required.Optional = false
	for want, a := range map[string]Arg{
		"<name>":                             Word("name", &word),
		"[<snapshot name>]":                  Opt(Word("snapshot name", &word)),
		"<source path>...":                   Words("source path", &words),
		"[<filter>...]":                      Filters(&words),
		"<key>=<value>...":                   Pairs(&words),
		"[<key>=<value>...]":                 Opt(Pairs(&words)),
		"[<remote>:]<pool>":                  Object("pool", &ref),
		"[[<remote>:]<pool>]":                Opt(Object("pool", &ref)),
		"[<remote>:]<instance>":              Instance(&ref),
		"[<remote>:][<instance>]":            Target("instance", &ref),
		"[<remote>:]":                        Remote(&word),
		"<remote>:":                          required,
		"[<remote>:]<instance>[/<snapshot>]": Snapshot(nil),
		"[<remote>:]<instance>/<path>":       File(nil),
		"<tarball|directory>":                Local("tarball|directory", &word),
		"":                                   hidden,
	} {
		if got := a.usage(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestDivide checks which argument takes which word.
func TestDivide(t *testing.T) {
	t.Parallel()
	empty := false
	var ref config.Ref
	var word, second string
	var words []string
	image := Unless(&empty, Target("image", &ref))
	image.Optional = false
	for name, c := range map[string]struct {
		args  []Arg
		empty bool
		line  string
		want  string // the words of each argument, and the remaining ones
	}{
		"repeat leaves the last":   {[]Arg{Words("source", &words), Word("target", &word)}, false, "a b c", "a b|c|"},
		"optional in front":        {[]Arg{Opt(Word("name", &word)), Word("address", &second)}, false, "b", "|b|"},
		"optional in front, given": {[]Arg{Opt(Word("name", &word)), Word("address", &second)}, false, "a b", "a|b|"},
		"remote":                   {[]Arg{Remote(&word), Filters(&words)}, false, "r: x y", "r:|x y|"},
		"no remote":                {[]Arg{Remote(&word), Filters(&words)}, false, "x y", "|x y|"},
		"remote and filter in one": {[]Arg{FilterRemote(&word, &words), Filters(&words)}, false, "r:x y", "r:x|y|"},
		"flag for an argument":     {[]Arg{image, Target("name", &ref)}, true, "web", "|web|"},
		"without the flag":         {[]Arg{image, Target("name", &ref)}, false, "img web", "img|web|"},
		"one too many":             {[]Arg{Word("name", &word)}, false, "a b", "a|b"},
	} {
		empty = c.empty
		parts, rest := divide(c.args, strings.Fields(c.line))
		var got strings.Builder
		for _, p := range parts {
			got.WriteString(strings.Join(p, " ") + "|")
		}
		if got.WriteString(strings.Join(rest, " ")); got.String() != c.want {
			t.Errorf("%s: %s, want %s", name, got.String(), c.want)
		}
	}
}

// TestMissing checks that errors name missing arguments like the usage line, and that no arguments at all print the help.
func TestMissing(t *testing.T) {
	t.Parallel()
	var ref config.Ref
	var word string
	app := &App{Config: func() (*config.Config, error) { return config.NewConfig(), nil }}
	args := []Arg{Object("pool", &ref), Word("volume", &word), Opt(Word("snapshot", &word))}
	if err := parse(app, args, nil); !errors.Is(err, ErrBare) {
		t.Errorf("%v, want the help", err)
	}
	var usage *UsageError
	if err := parse(app, args, []string{"p"}); !errors.As(err, &usage) || !strings.Contains(err.Error(), "<volume>") {
		t.Errorf("%v, want <volume> as missing", err)
	}
	if err := parse(app, args, []string{"p", "v", "s", "x"}); !errors.As(err, &usage) || !strings.Contains(err.Error(), `"x"`) {
		t.Errorf("%v, want the fourth word as unexpected", err)
	}
}

// TestCandidates checks which arguments are completed for a word.
func TestCandidates(t *testing.T) {
	t.Parallel()
	var word string
	var words []string
	var ref config.Ref
	for name, c := range map[string]struct {
		args []Arg
		line string
		want string
	}{
		"first":           {[]Arg{Object("pool", &ref), Word("volume", &word)}, "", "pool"},
		"second":          {[]Arg{Object("pool", &ref), Word("volume", &word)}, "p", "volume"},
		"none left":       {[]Arg{Object("pool", &ref)}, "p", ""},
		"remote or more":  {[]Arg{Remote(&word), Filters(&words)}, "", " filter"},
		"behind filters":  {[]Arg{Remote(&word), Filters(&words)}, "x", "filter"},
		"sources, target": {[]Arg{Words("source", &words), Object("target", &ref)}, "a", "source target"},
	} {
		var got []string
		for _, a := range candidates(c.args, strings.Fields(c.line)) {
			got = append(got, a.Name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestProposals checks that lists continue after a comma, and that a space is only added to a complete word.
func TestProposals(t *testing.T) {
	t.Parallel()
	app := &App{}
	cmd := &cobra.Command{Use: "x"}
	args := []Arg{{Name: "profiles", Complete: List(Fixed("default", "gpu", "db"))}}
	if got, _ := complete(cmd, app, args, nil, "gpu,d"); !slices.Equal(got, []string{"gpu,db", "gpu,default"}) {
		t.Errorf("%q", got)
	}
	args = []Arg{{Name: "file", Complete: WithSlash(Fixed("web"))}}
	if got, directive := complete(cmd, app, args, nil, "w"); !slices.Equal(got, []string{"web/"}) || directive&cobra.ShellCompDirectiveNoSpace == 0 {
		t.Errorf("%q %d", got, directive)
	}
	args = []Arg{Local("file", new(string))}
	if _, directive := complete(cmd, app, args, nil, ""); directive != cobra.ShellCompDirectiveDefault {
		t.Errorf("a local file gets the directive %d", directive)
	}
}

// TestRunsProgram checks that only commands that run another program hint at where its flags belong.
func TestRunsProgram(t *testing.T) {
	t.Parallel()
	for _, runs := range []bool{true, false} {
		cmd := (&App{}).Command(Spec{Name: "exec", RunsProgram: runs})
		if got := strings.Contains(flagError(cmd, errors.New("unknown flag: --x")), "--"+" <command>"); got != runs {
			t.Errorf("RunsProgram %v: %v", runs, got)
		}
	}
}
