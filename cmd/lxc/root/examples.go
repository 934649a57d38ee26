package root

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
)

// samples are names as an example shows them, by the word of the usage line.
var samples = map[string]string{
	"acl": "web-in", "address-set": "office", "alias": "noble", "bitmap": "b0", "bucket": "media", "device": "root",
	"domain": "rack1", "fingerprint": "3f2a5b7c9d11", "group": "gpu", "identity": "tls/ada", "identity-provider-group": "staff",
	"image": "noble", "instance": "web", "integration": "region1", "interface": "eth0", "link": "berlin",
	"listen-address": "192.0.2.1", "member": "node2", "method/name": "tls/ada", "name": "web", "network": "br0",
	"new alias": "noble-new", "new snapshot name": "before-upgrade", "new-name": "renamed", "old alias": "noble",
	"operation": "0190a5e2-7b1c-7d3e-8f4a-5b6c7d8e9f00", "path": "/srv", "peer": "office", "placement-group": "spread", "pool": "default",
	"profile": "small", "project": "dev", "record": "www", "remote": "prod", "replicator": "nightly", "role": "database",
	"session": "0190a5e2-7b1c-7d3e-8f4a-5b6c7d8e9f00", "snapshot": "s0", "value": "hello", "variable": "BootOrder",
	"volume": "data", "warning": "5f1c1e0a-6f0e-4b8e-9d53-0c1a2b3c4d5e", "zone": "example.net", "key": "user.note",
}

// examples returns the examples of a command: its own, else one that is made of its usage line.
func examples(cmd *cobra.Command) string {
	if cmd.Example != "" || cmd.HasSubCommands() {
		return cmd.Example
	}
	return "  " + sample(cmd)
}

func sample(cmd *cobra.Command) string {
	path := cmd.CommandPath()
	_, usage, _ := strings.Cut(cmd.Use, " ")
	usage = strings.ReplaceAll(usage, "[<remote>:]", "")
	usage = regexp.MustCompile(`\[[^\[\]]*\]`).ReplaceAllString(usage, "") // optional words
	usage = strings.ReplaceAll(usage, "...", "")
	special := map[string]string{}
	switch {
	case strings.Contains(path, "bucket key"):
		special["key"] = "reader"
	case strings.Contains(path, " device "):
		special["key"], special["value"] = "size", "20GiB"
	case strings.Contains(path, " default "):
		special["key"], special["value"] = "list_format", "compact"
	}
	words := regexp.MustCompile(`<([^<>]+)>`).ReplaceAllStringFunc(usage, func(word string) string {
		name := strings.Trim(word, "<>")
		if text, found := special[name]; found {
			return text
		}
		if text, found := samples[name]; found {
			return text
		}
		return name
	})
	return strings.TrimSpace(path + " " + strings.Join(strings.Fields(words), " "))
}

// ExampleLines are the examples of a command, line by line.
func ExampleLines(cmd *cobra.Command) []string {
	var lines []string
	for _, line := range strings.Split(examples(cmd), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
