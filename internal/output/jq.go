package output

import (
	"bytes"
	"fmt"

	"github.com/openlxc/lxc/internal/third_party/gojq"
	"github.com/openlxc/lxc/pkg/i18n"
)

func compileJQ(program string) (*gojq.Code, error) {
	query, err := gojq.Parse(program)
	if err != nil {
		return nil, badExpression(program, err)
	}
	code, err := gojq.Compile(query)
	if err != nil {
		return nil, badExpression(program, err)
	}
	return code, nil
}

func badExpression(text string, err error) error {
	return fmt.Errorf("%s", i18n.F("invalid expression %q: %s", text, err))
}

// runJQ writes the results of a jq program, one per line: strings as they are, everything else as JSON.
func runJQ(out *bytes.Buffer, program string, input any) error {
	code, err := compileJQ(program)
	if err != nil {
		return err
	}
	results := code.Run(input)
	for {
		result, more := results.Next()
		if !more {
			return nil
		}
		if err, failed := result.(error); failed {
			return err
		}
		text, ok := result.(string)
		if !ok {
			data, err := gojq.Marshal(result)
			if err != nil {
				return err
			}
			text = string(data)
		}
		out.WriteString(text + "\n")
	}
}
