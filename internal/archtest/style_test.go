package archtest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unwanted lists words that messages must not use; docs/style.md has the replacements.
var unwanted = []string{
	"is no ", "are no ", "exclude each other", "goes with", "One of the ", "one of the %", "anew", "no entry fits", "argument too many",
	"«", "»", "Of all ", "can be given on", "for ever", "there is no ", "there are: ", "YAML can be", "makes sense",
	" exists already", " at the server", "Lines with #", "in vain", " by itself", "whatever ", "in the way", " no more\"", "goes on", "nobody", "needs one of",
}

// TestWordsOfMessages looks for unwanted words in all messages.
func TestWordsOfMessages(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root(t), "pkg/i18n/po/lxc.pot"))
	if err != nil {
		t.Fatal(err)
	}
	messages := 0
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, `msgid "`) && !strings.HasPrefix(line, `"`) {
			continue
		}
		messages++
		for _, words := range unwanted {
			if strings.Contains(line, words) {
				t.Errorf("%q in the message %s", words, line)
			}
		}
	}
	if messages < 1000 {
		t.Errorf("only %d messages were found", messages)
	}
}
