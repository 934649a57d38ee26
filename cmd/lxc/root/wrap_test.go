package root

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// TestWrapWideText covers Chinese and Japanese, which have no spaces to break at and are two columns wide.
func TestWrapWideText(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("既存のコピーを更新し、新しいスナップショットだけを転送します。--refresh ", 6)
	got := wrap(text, helpWidth)
	if strings.ReplaceAll(strings.ReplaceAll(got, "\n", ""), " ", "") != strings.ReplaceAll(text, " ", "") {
		t.Errorf("text was lost:\n%s", got)
	}
	for line := range strings.SplitSeq(got, "\n") {
		if runewidth.StringWidth(line) > helpWidth+2 || strings.HasPrefix(line, "。") || strings.HasPrefix(line, "、") {
			t.Errorf("%d columns: %s", runewidth.StringWidth(line), line)
		}
	}
	if lines := strings.Count(got, "\n") + 1; lines > 1+runewidth.StringWidth(text)/(helpWidth-10) {
		t.Errorf("%d lines:\n%s", lines, got)
	}
}

// TestWrapKeepsTables checks that table rows are not wrapped.
func TestWrapKeepsTables(t *testing.T) {
	t.Parallel()
	row := "  " + strings.Repeat("x ", 60)
	if got := wrap(row+"\n"+strings.Repeat("word ", 40), helpWidth); !strings.HasPrefix(got, row+"\n") || strings.Count(got, "\n") != 3 {
		t.Error(got)
	}
}
