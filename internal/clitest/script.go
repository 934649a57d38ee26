package clitest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

var rewrite = flag.Bool("rewrite", false, "write what commands did into the scripts of this package; read the difference before you commit it")

// Script runs a table of command lines and compares the results with those in the table. A line of the table is one of
//
//	# a comment
//	given <command line>        prepare: it must succeed, and its output and requests are not compared
//	file <name>                 write a file; its lines follow, each after "< "
//	answer [two:] <method> <path> <status> <text>
//	                            answer a request of the next command: text is the metadata as JSON; for 202, the operation,
//	                            which is finished unless it has an id; for 4xx and 5xx, the error message; for the status
//	                            "raw", the whole body; for "real", the server answers. @<path> sends a file unchanged.
//	                            Several answers to the same request are used in order, the last one repeatedly
//	$ lxc <command line>        run it (or incus); its standard input may follow, each line after "< "
//	$~ lxc <command line>       the same for a command that sends requests in parallel: they are compared in sorted order
//	$~t lxc <command line>      both of $~ and $t
//	$t lxc <command line>       run it on a terminal with its input typed ahead. "| " is everything that the terminal shows.
//	                            The editor reads a sed command from the terminal
//	cat <name>                  show a file
//	tree <name>                 show a directory: modes, names and targets of links
//	link <name> <target>        create a symbolic link
//
// The expected result of a command follows it: "| " is standard output, "! " standard error, "= " the exit code unless it is
// 0, "> " a request that the server received. A last line without newline ends in "\c". In command lines $DIR is a directory
// of the test, $IMAGE an image file, $HASH its fingerprint, and $TWO the address of a second server, which is the remote
// "two". Values that differ between runs appear as words such as DATE, ID or SECRET, and help as "(help)".
func Script(t testing.TB, root cli.Tree, opts minilxd.Options, script string) {
	t.Helper()
	Between(t, root, opts, opts, script)
}

// Between is like Script, but the second server has other options than the first.
func Between(t testing.TB, root cli.Tree, opts, second minilxd.Options, script string) {
	t.Helper()
	s := &scripted{t: t, root: root, dir: t.TempDir(), conf: t.TempDir()}
	s.start(opts, second, strings.Contains(script, " two") || strings.Contains(script, "$TWO"))
	if strings.Contains(script, "$IMAGE") {
		s.image = Image(t, map[string]string{"etc/motd": "hello\n"})
		data, err := os.ReadFile(s.image)
		if err != nil {
			t.Fatal(err)
		}
		s.hash = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	var got []string
	for _, b := range parse(script) {
		got = append(got, s.do(b)...)
	}
	is := strings.Join(got, "\n") + "\n"
	if want := strings.TrimLeft(script, "\n"); is != want {
		if *rewrite {
			rewriteScript(t, testFile(), script, "\n"+is)
			return
		}
		t.Error(difference(want, is))
	}
}

// testFile returns the source file of the test that calls this package.
func testFile() string {
	for skip := 1; ; skip++ {
		if _, file, _, ok := runtime.Caller(skip); !ok || strings.HasSuffix(file, "_test.go") {
			return filepath.Base(file)
		}
	}
}

// scripted is a running script.
type scripted struct {
	t         testing.TB
	root      cli.Tree
	dir, conf string
	image     string
	hash      string // fingerprint of the image
	two       string // address of the second server
	record    recorder
}

func (s *scripted) start(opts, second minilxd.Options, both bool) {
	s.t.Helper()
	opts.Middleware = s.record.wrap("")
	text := "default-remote: local\nremotes:\n  local:\n    addr: unix://" + Socket(s.t, StartServer(s.t, opts)) + "\n"
	if both {
		second.Middleware = s.record.wrap("two: ")
		server := StartServer(s.t, second)
		address, err := server.ListenTLS("127.0.0.1:0")
		if err != nil {
			s.t.Fatal(err)
		}
		s.two = "https://" + address
		text += "  two:\n    addr: unix://" + Socket(s.t, server) + "\n"
	}
	s.write(filepath.Join(s.conf, "config.yml"), text)
}

// block is a statement of a script with its input.
type block struct {
	head  string
	input []string // lines after "< "
}

// parse splits a script into statements and drops the expected results, which are compared as a whole.
func parse(script string) []block {
	var blocks []block
	for _, line := range strings.Split(strings.Trim(script, "\n"), "\n") {
		switch kind, rest, _ := strings.Cut(line, " "); kind {
		case "|", "!", "=", ">":
		case "<":
			last := &blocks[len(blocks)-1]
			last.input = append(last.input, rest)
		default:
			blocks = append(blocks, block{head: line})
		}
	}
	return blocks
}

// do executes a statement and returns it with its actual results, in script form.
func (s *scripted) do(b block) []string {
	s.t.Helper()
	lines := []string{b.head}
	for _, line := range b.input {
		lines = append(lines, strings.TrimRight("< "+line, " "))
	}
	kind, rest, _ := strings.Cut(b.head, " ")
	switch kind {
	case "", "#":
	case "given":
		if r := s.run("", "lxc "+rest); r.Code != 0 {
			s.t.Fatalf("%s: exit code %d\n%s%s", b.head, r.Code, r.Out, r.ErrOut)
		}
		s.record.take()
	case "file":
		s.write(filepath.Join(s.dir, rest), strings.Join(b.input, "\n")+"\n")
	case "link":
		name, target, _ := strings.Cut(rest, " ")
		if err := os.Symlink(target, filepath.Join(s.dir, name)); err != nil {
			s.t.Fatal(err)
		}
	case "tree":
		lines = append(lines, s.shown("| ", s.tree(rest))...)
	case "answer":
		s.record.can(s.t, s.filled(rest))
	case "cat":
		data, err := os.ReadFile(filepath.Join(s.dir, rest))
		if err != nil {
			s.t.Error(err)
		}
		lines = append(lines, s.shown("| ", string(data))...)
	case "$", "$~", "$t", "$~t":
		input := strings.Join(b.input, "\n")
		if input != "" {
			input += "\n"
		}
		run := s.run
		if kind == "$t" || kind == "$~t" {
			run = s.onTerminal
		}
		r := run(input, rest)
		lines = append(lines, s.shown("| ", r.Out)...)
		lines = append(lines, s.shown("! ", r.ErrOut)...)
		if r.Code != 0 {
			lines = append(lines, fmt.Sprintf("= %d", r.Code))
		}
		lines = append(lines, s.requests(kind == "$~" || kind == "$~t")...)
	default:
		s.t.Fatalf("unknown statement %q", b.head)
	}
	return lines
}

// requests returns the requests since the last command; repeated requests are collapsed to one line.
func (s *scripted) requests(sorted bool) []string {
	all := s.record.take()
	if sorted {
		slices.Sort(all)
	}
	var lines []string
	times := 0
	for _, request := range all {
		line := "> " + s.constant(request)
		if n := len(lines); n > 0 && (lines[n-1] == line || times > 1 && lines[n-1] == fmt.Sprintf("%s x%d", line, times)) {
			times++
			lines[n-1] = fmt.Sprintf("%s x%d", line, times)
			continue
		}
		times = 1
		lines = append(lines, line)
	}
	return lines
}

// run executes one command line like a new process: it rereads the configuration.
func (s *scripted) run(input, line string) Result {
	s.t.Helper()
	var out, errOut bytes.Buffer
	code := s.runOn(&term.Streams{In: strings.NewReader(input), Out: &out, Err: &errOut}, line)
	return Result{Code: code, Out: out.String(), ErrOut: errOut.String()}
}

func (s *scripted) runOn(streams *term.Streams, line string) int {
	app := cli.NewApp(streams)
	words := split(s.filled(line))
	app.SetProgram(words[0])
	var c *config.Config
	app.Config = func() (*config.Config, error) {
		var err error
		if c == nil {
			c, err = config.LoadConfig(filepath.Join(s.conf, "config.yml"))
		}
		if err == nil && app.Flags.Project != "" {
			c.ProjectOverride = app.Flags.Project
		}
		return c, err
	}
	return app.Run(context.WithoutCancel(s.t.Context()), s.root, words[1:])
}

func (s *scripted) filled(line string) string {
	return strings.NewReplacer("$DIR", s.dir, "$IMAGE", s.image, "$HASH", s.hash, "$TWO", s.two).Replace(line)
}

func (s *scripted) write(path, text string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// shown prefixes each line of a text with mark.
func (s *scripted) shown(mark, text string) []string {
	if text == "" {
		return nil
	}
	if strings.Contains(text, "\nUsage:\n  ") {
		text = "(help)\n" // the texts are covered by a golden test
	}
	text, whole := strings.CutSuffix(s.constant(text), "\n")
	if !whole {
		text += `\c`
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(mark+lines[i], " ")
	}
	return lines
}

var changing = []struct {
	is   *regexp.Regexp
	word string
}{
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`), "ID"},
	{regexp.MustCompile(`20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)`), "DATE"},
	{regexp.MustCompile(`20[2-9]\d[-/]\d\d[-/]\d\d \d\d:\d\d(:\d\d)?( UTC)?`), "DATE"},
	{regexp.MustCompile(`Client version: .+`), "Client version: VERSION"},
	{regexp.MustCompile(`secret=[0-9a-f]{64}`), "secret=SECRET"},
	{regexp.MustCompile(`"secret":"[0-9a-f]{64}"`), `"secret":"SECRET"`},
	{regexp.MustCompile(`\b[0-9a-f]{64}\b`), "SHA256"},
	{regexp.MustCompile(`\b[0-9a-f]{32}\b`), "KEY"},
	{regexp.MustCompile(`/tmp/minilxd-\d+`), "$$SERVER"},
	{regexp.MustCompile(`\bcopy-[0-9a-z]{12}\b`), "copy-TIME"},
	{regexp.MustCompile(`\bable-[0-9a-f]{6}\b`), "able-NAME"},
	{regexp.MustCompile(`"certificate":"MII[0-9A-Za-z+/=]*"`), `"certificate":"CERTIFICATE"`},
	{regexp.MustCompile(`\bcreation_date: 1[789]\d{8}\b`), "creation_date: NOW"},
	{regexp.MustCompile(`-----BEGIN CERTIFICATE-----[^"-]*-----END CERTIFICATE-----(\\n|\n)?`), "CERTIFICATE"},
	{regexp.MustCompile(`\bPID: \d+`), "PID: NUMBER"},
	{regexp.MustCompile(`/tmp/s\d+/s\b`), "$$SOCKET"},
	{regexp.MustCompile("`"), "'"},
}

// constant replaces values that differ between runs with placeholders.
func (s *scripted) constant(text string) string {
	pairs := []string{s.dir, "$DIR", s.conf, "$CONF", "\r", `\r`, "\x1b", `\e`}
	if s.image != "" {
		pairs = append(pairs, s.image, "$IMAGE", filepath.Base(s.image), "IMAGE", s.hash, "$HASH", s.hash[:12], "$SHORT")
	}
	if s.two != "" {
		pairs = append(pairs, s.two, "$TWO", strings.TrimPrefix(s.two, "https://"), "TWO")
	}
	if host, err := os.Hostname(); err == nil {
		pairs = append(pairs, "[default="+host+"]", "[default=HOST]", `"`+host+`"`, `"HOST"`)
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	for _, c := range changing {
		text = c.is.ReplaceAllString(text, c.word)
	}
	return text
}

// split splits a command line into words; quotes preserve blanks.
func split(line string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range line + " " {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	return words
}

// difference returns the first differing lines with some context.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	n := 0
	for n < len(w) && n < len(g) && w[n] == g[n] {
		n++
	}
	command := n
	for command > 0 && !strings.HasPrefix(g[min(command, len(g)-1)], "$") {
		command--
	}
	part := func(lines []string) string {
		return strings.Join(lines[min(command, len(lines)):min(n+8, len(lines))], "\n")
	}
	return fmt.Sprintf("the script differs in line %d (-rewrite writes it as it is)\nwant:\n%s\ngot:\n%s", n+1, part(w), part(g))
}
