package resource

import "testing"

// TestComment checks that the comment above an edited text explains its fields and is a valid YAML comment.
func TestComment(t *testing.T) {
	t.Parallel()
	have := comment("A zone.\nSecond line.", []byte("description: x\nconfig:\n  description: inner\n- entries:\nunknown: 1\n"))
	want := "### A zone.\n### Second line.\n###\n### description     free text\n### config          keys and their values, such as user.note: a text\n###\n"
	if have != want {
		t.Errorf("have\n%swant\n%s", have, want)
	}
	if comment("", []byte("config: {}\n")) != "" || comment("X.", []byte("unknown: 1\n")) != "### X.\n" {
		t.Error("a comment without a word about it")
	}
}
