package root

import (
	"embed"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
)

// exampleFiles holds examples, one file per noun: the path of a command, followed by its examples, indented.
//
//go:embed examples/*.txt
var exampleFiles embed.FS

// exampleTable parses all example files once.
var exampleTable = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	paths, _ := fs.Glob(exampleFiles, "examples/*.txt") // the pattern is valid
	for _, path := range paths {
		text, _ := exampleFiles.ReadFile(path) // returned by Glob
		command := ""
		for _, line := range strings.Split(string(text), "\n") {
			switch {
			case line == "":
			case !strings.HasPrefix(line, "  "):
				command = line
			case out[command] == "":
				out[command] = line
			default:
				out[command] += "\n" + line
			}
		}
	}
	return out
})

// examples returns the examples of a command, indented: from the files, or else from its declaration.
func examples(cmd *cobra.Command) string {
	_, words, _ := strings.Cut(cmd.CommandPath(), " ")
	if strings.HasPrefix(words, "config profile ") { // for compatibility with old scripts
		words = strings.TrimPrefix(words, "config ")
	}
	if text := exampleTable()[words]; text != "" {
		return text
	}
	return cmd.Example
}

// ExampleLines returns the examples of a command, one per line.
func ExampleLines(cmd *cobra.Command) []string {
	var lines []string
	for _, line := range strings.Split(examples(cmd), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// ExampleCommands returns the paths of the commands in the example files, without the program name.
func ExampleCommands() []string {
	return slices.Collect(maps.Keys(exampleTable()))
}
