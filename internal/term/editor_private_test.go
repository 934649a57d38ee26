package term

import (
	"slices"
	"testing"
)

// TestEditorWords covers how an editor is named where there is no shell.
func TestEditorWords(t *testing.T) {
	t.Parallel()
	const spaced = `C:\Program Files\Notepad++\notepad++.exe`
	isProgram := func(name string) bool { return name == spaced || name == "notepad" }
	for editor, want := range map[string][]string{
		"notepad":                     {"notepad"},
		"code --wait":                 {"code", "--wait"},
		spaced:                        {spaced},
		`"` + spaced + `" -multiInst`: {spaced, "-multiInst"},
		`vim  -u "C:\my files\vimrc"`: {"vim", "-u", `C:\my files\vimrc`},
		`"unclosed name`:              {"unclosed name"},
	} {
		if got := editorWords(editor, isProgram); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", editor, got, want)
		}
	}
}
