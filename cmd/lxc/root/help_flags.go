package root

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/internal/cli"
)

// placeholders are the metavars of flags. The default is the last word of the flag name.
var placeholders = map[string]string{
	"boot": "number", "compression": "algorithm", "config": "key=value", "cpu": "number", "cwd": "directory", "data": "json",
	"description": "text", "device": "device,key=value", "env": "NAME=value", "env-file": "file", "expiry": "expiry",
	"fields": "field,…", "filter": "key=value", "fingerprint": "sha256", "jq": "expression", "granularity": "bytes", "group-by": "field", "keepalive": "seconds", "limit": "number",
	"listen": "address", "loglevel": "level", "max-entitlements": "number", "member-config": "key=value", "network-port": "port",
	"refresh": "seconds", "request": "method", "since": "date", "sort": "column,…", "output": "format", "storage": "pool", "storage-create-loop": "size", "target": "member",
	"tail": "lines", "timeout": "seconds", "ttl": "seconds", "until": "date", "wait": "condition",
}

// placeholder returns the metavar of a flag, or "" for a boolean flag.
func placeholder(f *pflag.Flag) string {
	if f.Value.Type() == "bool" || f.NoOptDefVal == "true" {
		return ""
	}
	if word := placeholders[f.Name]; word != "" {
		return "<" + word + ">"
	}
	words := strings.Split(f.Name, "-")
	return "<" + words[len(words)-1] + ">"
}

// flagName returns a flag with its metavar.
func flagName(f *pflag.Flag) string {
	text := "--" + f.Name
	if f.Shorthand != "" {
		text = "-" + f.Shorthand + ", " + text
	}
	switch value := placeholder(f); {
	case value == "":
		return text
	case f.NoOptDefVal != "":
		return text + "[=" + value + "]"
	default:
		return text + " " + value
	}
}

// flagText returns the description of a flag, with its default unless that is a zero value.
func flagText(f *pflag.Flag) string {
	if slices.Contains([]string{"", "0", "false", "[]", "0s", "-1"}, f.DefValue) {
		return f.Usage
	}
	return fmt.Sprintf("%s (default %s)", f.Usage, f.DefValue)
}

// flags prints the flags of a set, one per line.
func flags(b *strings.Builder, title string, set *pflag.FlagSet) {
	if !set.HasAvailableFlags() {
		return
	}
	var names, texts []string
	width := 0
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := flagName(f)
		if f.Shorthand == "" {
			name = "    " + name
		}
		names, texts = append(names, name), append(texts, flagText(f))
		width = max(width, utf8.RuneCountInString(name))
	})
	if title != "" {
		fmt.Fprintf(b, "\n%s\n", title)
	}
	for i, name := range names {
		fmt.Fprintf(b, "  %-*s  %s\n", width, name, texts[i])
	}
}

// columnLines returns a line for each column of a list, with letter and header.
func columnLines(cmd *cobra.Command) []string {
	f := cmd.Flags().Lookup("columns")
	if f == nil {
		return nil
	}
	return f.Annotations[cli.ColumnsAnnotation]
}
