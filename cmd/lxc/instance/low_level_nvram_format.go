package instance

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

// variableData is a firmware variable in editable form. Data is hexadecimal, Timestamp in seconds since 1970.
type variableData struct {
	Data       string `yaml:"data"`
	Attributes uint32 `yaml:"attributes"`
	Timestamp  int64  `yaml:"timestamp,omitempty"`
}

// codecs are the formats that contain only the bytes of a variable.
var codecs = map[string]struct {
	encode func([]byte) string
	decode func(string) ([]byte, error)
}{
	"raw":    {func(b []byte) string { return string(b) }, func(s string) ([]byte, error) { return []byte(s), nil }},
	"hex":    {hex.EncodeToString, fromHex},
	"base64": {base64.StdEncoding.EncodeToString, base64.StdEncoding.DecodeString},
}

// fromHex parses hexadecimal bytes, which may be separated by spaces.
func fromHex(text string) ([]byte, error) {
	return hex.DecodeString(strings.Join(strings.Fields(text), ""))
}

func unknownFormat(format string) error {
	return cli.Usagef(i18n.G("unknown format %q (must be one of: %s)"), format, "yaml, raw, hex, base64")
}

// readVariable reads a variable and its attributes from the server.
func readVariable(s resource.Server, instance, guid, name string) ([]byte, variableData, error) {
	src, attributes, stamp, err := s.GetInstanceNVRAMVariable(instance, guid, name)
	if err != nil {
		return nil, variableData{}, err
	}
	defer src.Close()
	data, err := io.ReadAll(src)
	if err != nil {
		return nil, variableData{}, err
	}
	v := variableData{Data: hex.EncodeToString(data)}
	if n, err := strconv.ParseUint(attributes, 0, 32); err == nil {
		v.Attributes = uint32(n)
	}
	if n, err := strconv.ParseInt(stamp, 10, 64); err == nil {
		v.Timestamp = n
	}
	return data, v, nil
}

// parseVariable parses the input of set or edit: a mapping, or hexadecimal data alone. What is not in it is as in otherwise.
func parseVariable(text []byte, otherwise variableData) ([]byte, variableData, error) {
	v := otherwise
	var shape any
	if err := yaml.Unmarshal(text, &shape); err != nil {
		return nil, v, resource.InvalidYAML(err)
	}
	switch shape := shape.(type) {
	case nil:
	case map[any]any:
		for key := range shape {
			if key != "data" && key != "attributes" && key != "timestamp" {
				return nil, v, cli.Failed(i18n.F("unknown key %q", fmt.Sprint(key)))
			}
		}
		if err := yaml.Unmarshal(text, &v); err != nil {
			return nil, v, resource.InvalidYAML(err)
		}
	default:
		v.Data = string(text)
	}
	data, err := fromHex(v.Data)
	if err != nil {
		return nil, v, cli.Failed(i18n.F("invalid variable data (must be hexadecimal): %s", err))
	}
	return data, v, nil
}

func writeVariable(s resource.Server, instance, guid, name string, data []byte, v variableData) error {
	attributes, stamp := "", ""
	if v.Attributes != 0 {
		attributes = strconv.FormatUint(uint64(v.Attributes), 10)
	}
	if v.Timestamp != 0 {
		stamp = strconv.FormatInt(v.Timestamp, 10)
	}
	return s.UpdateInstanceNVRAMVariable(instance, guid, name, strings.NewReader(string(data)), attributes, stamp)
}
