package resource

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Sent holds what a server sent that our types have no fields for.
type Sent = sent.Sent

// DecodeYAML decodes an object. On a terminal it warns about unknown keys.
func DecodeYAML(app *cli.App, text []byte, into any) error {
	if err := decodeYAML(text, into, reflect.TypeOf(into).Elem()); err != nil {
		return err
	}
	return complain(app, sent.Unknown(into), false)
}

// complain reports unknown keys: as an error if strict, otherwise as warnings on a terminal.
func complain(app *cli.App, unknown []string, strict bool) error {
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	unknown = slices.Compact(unknown)
	if strict {
		return cli.Usagef(i18n.G("unknown key %q"), unknown[0])
	}
	if app.Streams.ErrIsTerminal() {
		for _, key := range unknown {
			fmt.Fprintln(app.Streams.Err, i18n.F("Warning: unknown key %q", output.Escape(key, true)))
		}
	}
	return nil
}

// decodeYAML decodes an object of type whole, or its writable part, and keeps unknown keys.
func decodeYAML(text []byte, into any, whole reflect.Type) error {
	var tree any
	err := yaml.Unmarshal(text, into)
	if err == nil {
		err = yaml.Unmarshal(text, &tree)
	}
	if err != nil {
		return InvalidYAML(err)
	}
	if data, err := json.Marshal(JSONTree(tree)); err == nil { // fails for numbers such as NaN
		sent.KeepAs(into, data, whole)
	}
	return nil
}

// InvalidYAML returns the error for text that is no YAML, or has a value of the wrong type.
func InvalidYAML(err error) error {
	reason := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "yaml: "), "unmarshal errors:\n")
	return cli.Failed(i18n.F("invalid YAML: %s", strings.TrimSpace(reason)))
}

// JSONTree converts decoded YAML to values that encoding/json accepts.
func JSONTree(tree any) any {
	switch tree := tree.(type) {
	case map[any]any:
		out := make(map[string]any, len(tree))
		for key, value := range tree {
			out[fmt.Sprint(key)] = JSONTree(value)
		}
		return out
	case []any:
		out := make([]any, len(tree))
		for i, value := range tree {
			out[i] = JSONTree(value)
		}
		return out
	}
	return tree
}
