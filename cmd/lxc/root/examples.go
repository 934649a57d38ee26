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

// exampleFiles hold examples by command, a file per noun: the words of a command, and below them, indented, its examples.
//
//go:embed examples/*.txt
var exampleFiles embed.FS

// exampleTable reads all example files, once.
var exampleTable = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	paths, _ := fs.Glob(exampleFiles, "examples/*.txt") // the pattern is valid
	for _, path := range paths {
		text, _ := exampleFiles.ReadFile(path) // Glob found it
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

// examples returns the examples of a command, indented: those of the files, else those of its declaration.
func examples(cmd *cobra.Command) string {
	_, words, _ := strings.Cut(cmd.CommandPath(), " ")
	if strings.HasPrefix(words, "config profile ") { // the profiles of old scripts
		words = strings.TrimPrefix(words, "config ")
	}
	if text := exampleTable()[words]; text != "" {
		return text
	}
	return cmd.Example
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

// ExampleCommands are the commands that the example files have examples of, without the word lxc.
func ExampleCommands() []string {
	return slices.Collect(maps.Keys(exampleTable()))
}
