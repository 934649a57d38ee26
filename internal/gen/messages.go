package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/chai2010/gettext-go/plural"
	"github.com/chai2010/gettext-go/po"
)

// message is a translatable text: its plural form and source positions.
type message struct {
	plural string
	places []string
}

// extract finds the arguments of i18n.G, M, N and F in all sources below dir.
func extract(dir string) (map[string]*message, error) {
	out := map[string]*message{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		constants := stringConstants(file)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			function, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := function.X.(*ast.Ident); !ok || pkg.Name != "i18n" {
				return true
			}
			if text, ok := literal(call.Args[0], constants); ok {
				add(out, text, call, function.Sel.Name, constants, path)
			}
			return true
		})
		return nil
	})
	return out, err
}

func add(out map[string]*message, text string, call *ast.CallExpr, function string, constants map[string]string, path string) {
	m := out[text]
	if m == nil {
		m = &message{}
		out[text] = m
	}
	if function == "N" {
		m.plural, _ = literal(call.Args[1], constants)
	}
	if place := filepath.ToSlash(path); !slices.Contains(m.places, place) {
		m.places = append(m.places, place)
	}
}

func stringConstants(file *ast.File) map[string]string {
	out := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for i, name := range spec.Names {
			if i < len(spec.Values) {
				if text, ok := literal(spec.Values[i], nil); ok {
					out[name.Name] = text
				}
			}
		}
		return true
	})
	return out
}

// literal returns the value of a string literal, a concatenation of literals, or a constant of the file.
func literal(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		a, okA := literal(e.X, constants)
		b, okB := literal(e.Y, constants)
		return a + b, okA && okB && e.Op == token.ADD
	case *ast.Ident:
		text, ok := constants[e.Name]
		return text, ok
	}
	return "", false
}

func template(messages map[string]*message) []byte {
	var b bytes.Buffer
	b.WriteString("msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n")
	for _, id := range slices.Sorted(maps.Keys(messages)) {
		m := messages[id]
		fmt.Fprintf(&b, "\n#: %s\nmsgid %s\n", strings.Join(m.places, " "), quote(id))
		if m.plural != "" {
			fmt.Fprintf(&b, "msgid_plural %s\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n", quote(m.plural))
		} else {
			b.WriteString("msgstr \"\"\n")
		}
	}
	return b.Bytes()
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}

// catalogs updates each catalog from the sources. Untranslated messages fall back to English, messages that are no longer
// used are removed, and format verbs must match. It also adds the JSON form that the program reads to files, because parsing
// PO at every start would be slow: the messages once, and a list of translations in their order for each language.
func catalogs(messages map[string]*message, files map[string][]byte) error {
	paths, err := filepath.Glob("pkg/i18n/po/*.po")
	if err != nil {
		return err
	}
	ids := slices.Sorted(maps.Keys(messages))
	if files["pkg/i18n/catalogs/messages.json"], err = lines(ids); err != nil {
		return err
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		catalog, err := po.Load(data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		forms := map[string][]string{}
		for _, m := range catalog.Messages {
			_, used := messages[m.MsgId]
			switch {
			case !used:
			case m.MsgIdPlural != "":
				forms[m.MsgId] = m.MsgStrPlural
			case m.MsgStr != "":
				forms[m.MsgId] = []string{m.MsgStr}
			}
			for _, text := range forms[m.MsgId] {
				if verbs(text) != verbs(m.MsgId) {
					return fmt.Errorf("%s: the verbs of %q and %q differ", path, m.MsgId, text)
				}
			}
		}
		files[path] = translated(data, messages, forms)
		lang := strings.TrimSuffix(filepath.Base(path), ".po")
		list := [][]string{{pluralRule(lang)}}
		for _, id := range ids {
			list = append(list, forms[id])
		}
		if files["pkg/i18n/catalogs/"+lang+".json"], err = lines(list); err != nil {
			return err
		}
	}
	return nil
}

// lines formats a list as JSON with an element per line.
func lines[T any](list []T) ([]byte, error) {
	text := bytes.NewBufferString("[")
	encoder := json.NewEncoder(text)
	encoder.SetEscapeHTML(false)
	for _, element := range list {
		if err := encoder.Encode(element); err != nil {
			return nil, err
		}
		text.Bytes()[text.Len()-1] = ','
		text.WriteByte('\n')
	}
	text.Truncate(text.Len() - 2)
	text.WriteString("]\n")
	return text.Bytes(), nil
}

// translated formats a catalog as PO, in the order of the template and with its existing header.
func translated(old []byte, messages map[string]*message, forms map[string][]string) []byte {
	var b bytes.Buffer
	header, _, _ := bytes.Cut(old, []byte("\n\n"))
	b.Write(append(header, '\n'))
	for _, id := range slices.Sorted(maps.Keys(forms)) {
		fmt.Fprintf(&b, "\nmsgid %s\n", quote(id))
		if plural := messages[id].plural; plural != "" {
			fmt.Fprintf(&b, "msgid_plural %s\n", quote(plural))
			for i, form := range forms[id] {
				fmt.Fprintf(&b, "msgstr[%d] %s\n", i, quote(form))
			}
			continue
		}
		fmt.Fprintf(&b, "msgstr %s\n", quote(forms[id][0]))
	}
	return b.Bytes()
}

// pluralRule returns one digit for each number below 200: the index of its plural form.
func pluralRule(lang string) string {
	form := plural.Formula(lang)
	var b strings.Builder
	for n := range 200 {
		fmt.Fprint(&b, form(n))
	}
	return b.String()
}

var verbPattern = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?[\d.]*([a-zA-Z%])`)

// verbs returns the format verbs of a text in argument order.
func verbs(text string) string {
	byArgument := map[int]string{}
	next := 1
	for _, m := range verbPattern.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		byArgument[next] = m[2]
		next++
	}
	return fmt.Sprint(byArgument)
}
