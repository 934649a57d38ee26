package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/i18n"
)

// inside returns the value of a chain of fields, or nil. A field name that contains dots is found too.
func inside(value any, fields []string) any {
	found, _ := lookup(value, strings.Join(fields, "."))
	return found
}

// templateText returns a value as a template prints it.
func templateText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case []any, map[string]any:
		data, _ := encodeTree(value) // cannot fail: the value came from JSON
		return string(data)
	}
	return fmt.Sprint(value)
}

// truth reports whether a value is not empty.
func truth(value any) bool {
	switch value := value.(type) {
	case nil:
		return false
	case bool:
		return value
	case string:
		return value != ""
	case json.Number:
		n, err := value.Float64()
		return err != nil || n != 0
	case []any:
		return len(value) > 0
	case map[string]any:
		return len(value) > 0
	}
	return true
}

// templateFuncs are the functions of templates: the standard ones that make sense for data, and those of docker.
var templateFuncs = map[string]func(args []any) (any, error){
	"and":    func(args []any) (any, error) { return firstWith(args, false), nil },
	"or":     func(args []any) (any, error) { return firstWith(args, true), nil },
	"not":    one(func(arg any) any { return !truth(arg) }),
	"len":    one(length),
	"json":   one(func(arg any) any { data, _ := encodeTree(arg); return string(data) }),
	"lower":  one(func(arg any) any { return strings.ToLower(templateText(arg)) }),
	"upper":  one(func(arg any) any { return strings.ToUpper(templateText(arg)) }),
	"print":  func(args []any) (any, error) { return joined(args, ""), nil },
	"printf": printf,
	"println": func(args []any) (any, error) {
		return joined(args, " ") + "\n", nil
	},
	"index": index,
	"join":  join,
	"split": split,
	"eq":    compared(func(c int) bool { return c == 0 }),
	"ne":    compared(func(c int) bool { return c != 0 }),
	"lt":    compared(func(c int) bool { return c < 0 }),
	"le":    compared(func(c int) bool { return c <= 0 }),
	"gt":    compared(func(c int) bool { return c > 0 }),
	"ge":    compared(func(c int) bool { return c >= 0 }),
}

var errArgs = errors.New("wrong number of arguments")

func one(f func(any) any) func([]any) (any, error) {
	return func(args []any) (any, error) {
		if len(args) != 1 {
			return nil, errArgs
		}
		return f(args[0]), nil
	}
}

// firstWith returns the first argument whose truth is want, or the last one.
func firstWith(args []any, want bool) any {
	for _, arg := range args {
		if truth(arg) == want {
			return arg
		}
	}
	if len(args) == 0 {
		return nil
	}
	return args[len(args)-1]
}

func length(arg any) any {
	switch arg := arg.(type) {
	case []any:
		return len(arg)
	case map[string]any:
		return len(arg)
	}
	return len(templateText(arg))
}

func joined(args []any, between string) string {
	texts := make([]string, len(args))
	for i, arg := range args {
		texts[i] = templateText(arg)
	}
	return strings.Join(texts, between)
}

func printf(args []any) (any, error) {
	if len(args) == 0 {
		return nil, errArgs
	}
	values := slices.Clone(args[1:])
	for i, value := range values {
		number, ok := value.(json.Number)
		if !ok {
			continue
		}
		if n, err := number.Int64(); err == nil {
			values[i] = n
		} else if f, err := number.Float64(); err == nil {
			values[i] = f
		}
	}
	return fmt.Sprintf(templateText(args[0]), values...), nil
}

// index looks up keys or indexes, one inside the other.
func index(args []any) (any, error) {
	if len(args) == 0 {
		return nil, errArgs
	}
	value := args[0]
	for _, key := range args[1:] {
		switch inner := value.(type) {
		case []any:
			n, err := json.Number(templateText(key)).Int64()
			if err != nil || n < 0 || int(n) >= len(inner) {
				return nil, errors.New(i18n.F("no item %s", templateText(key)))
			}
			value = inner[n]
		case map[string]any:
			value, _ = member(inner, templateText(key))
		default:
			value = nil
		}
	}
	return value, nil
}

func join(args []any) (any, error) {
	if len(args) != 2 {
		return nil, errArgs
	}
	list, separator := args[0], args[1]
	if _, ok := list.([]any); !ok {
		list, separator = separator, list // as the last command of a pipeline
	}
	items, _ := list.([]any)
	return joined(items, templateText(separator)), nil
}

func split(args []any) (any, error) {
	if len(args) != 2 {
		return nil, errArgs
	}
	var out []any
	for part := range strings.SplitSeq(templateText(args[0]), templateText(args[1])) {
		out = append(out, part)
	}
	return out, nil
}

// compared compares the first argument with the others; the result is true if one of them matches.
func compared(fits func(int) bool) func([]any) (any, error) {
	return func(args []any) (any, error) {
		if len(args) < 2 {
			return nil, errArgs
		}
		return slices.ContainsFunc(args[1:], func(arg any) bool { return fits(compareData(args[0], arg)) }), nil
	}
}

// compareData compares numbers numerically and everything else as text.
func compareData(x, y any) int {
	if m, ok := x.(int); ok { // the result of len
		x = json.Number(fmt.Sprint(m))
	}
	if n, ok := y.(int); ok {
		y = json.Number(fmt.Sprint(n))
	}
	_, okX := x.(json.Number)
	_, okY := y.(json.Number)
	if okX && okY {
		return compareValues(x, y)
	}
	return strings.Compare(templateText(x), templateText(y))
}
