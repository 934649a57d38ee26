package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
)

// manTopics are the pages of topics, each generated from a document.
var manTopics = []struct {
	page, document, title, summary string
	section                        int
}{
	{"lxc-config", "docs/configuration.md", "File Formats", "configuration file and environment of lxc", 5},
	{"lxc-remotes", "docs/remotes-and-trust.md", "Miscellaneous", "servers of lxc, and how they trust clients", 7},
	{"lxc-formats", "docs/scripting.md", "Miscellaneous", "output formats, exit status and prompts of lxc", 7},
}

func manPages(tree *cobra.Command, files map[string][]byte) error {
	commandPages(tree, files)
	for _, topic := range manTopics {
		text, err := os.ReadFile(topic.document)
		if err != nil {
			return err
		}
		_, body, found := bytes.Cut(text, []byte("\n"))
		if !found || !bytes.HasPrefix(text, []byte("# ")) {
			return fmt.Errorf("%s does not begin with a heading", topic.document)
		}
		head := fmt.Sprintf("# %s %d %s lxc %q\n\n## NAME\n\n%s - %s\n\n## DESCRIPTION\n", strings.ToUpper(topic.page), topic.section, root.ManDate,
			topic.title, topic.page, topic.summary)
		files[fmt.Sprintf("docs/man/%s.%d", topic.page, topic.section)] = md2man.Render(append([]byte(head), body...))
	}
	return nil
}

func commandPages(cmd *cobra.Command, files map[string][]byte) {
	if cmd.HasParent() && !cmd.IsAvailableCommand() {
		return
	}
	files["docs/man/"+root.PageName(cmd)+".1"] = []byte(root.ManPage(cmd))
	for _, sub := range cmd.Commands() {
		commandPages(sub, files)
	}
}
