package resource

import (
	"encoding/json"
	"fmt"
	"slices"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/i18n"
)

// DecodeYAML reads an object as a person or another program wrote it. Unknown keys are kept and go to the server, which may
// know them; on a terminal a warning names them.
func DecodeYAML(app *cli.App, text []byte, into any) error {
	if err := decodeYAML(text, into); err != nil {
		return err
	}
	if unknown := sent.Unknown(into); len(unknown) > 0 && app.Streams.ErrIsTerminal() {
		slices.Sort(unknown)
		for _, key := range slices.Compact(unknown) {
			fmt.Fprintln(app.Streams.Err, i18n.F("Warning: the key %q is not known", output.Escape(key, true)))
		}
	}
	return nil
}

func decodeYAML(text []byte, into any) error {
	if err := yaml.Unmarshal(text, into); err != nil {
		return err
	}
	var tree any
	if err := yaml.Unmarshal(text, &tree); err != nil {
		return err
	}
	data, err := json.Marshal(jsonTree(tree))
	if err != nil {
		return err
	}
	sent.Keep(into, data)
	return nil
}

// jsonTree makes of what YAML can say what JSON can.
func jsonTree(tree any) any {
	switch tree := tree.(type) {
	case map[any]any:
		out := make(map[string]any, len(tree))
		for key, value := range tree {
			out[fmt.Sprint(key)] = jsonTree(value)
		}
		return out
	case []any:
		out := make([]any, len(tree))
		for i, value := range tree {
			out[i] = jsonTree(value)
		}
		return out
	}
	return tree
}
