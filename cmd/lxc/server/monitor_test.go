package server

import (
	"strings"
	"testing"
)

// TestIsLine: only what is surely one line goes out as the server sent it.
func TestIsLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"type":"logging"}`: true, "{\n}": false, "{\"a\":\"\x1b[2J\"}": false, "{\t}": false, "": false, "{": false, "[1]": false,
		`{"a":"` + strings.Repeat("ü", 1000) + `"}`: true,
	} {
		if got := isLine([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
