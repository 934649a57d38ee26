package term

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// KeptTextError reports the file in which the text of a failed edit was kept.
type KeptTextError struct {
	Path string
	Err  error
}

// Error names the file.
func (e *KeptTextError) Error() string {
	return fmt.Sprintf("%v\nYour text is kept in %s", e.Err, e.Path)
}

// Unwrap returns why the edit failed.
func (e *KeptTextError) Unwrap() error { return e.Err }

// Edit opens text in an editor and passes the result to apply. If apply fails, again decides whether to reopen the editor with
// the edited text; otherwise the text is kept in a file that the error names. The file is in a private directory and only its
// owner can read it. If the editor fails or the text is unchanged, apply is not called.
func (s *Streams) Edit(ctx context.Context, name string, text []byte, apply func([]byte) error, again func(error) bool) error {
	dir, err := os.MkdirTemp("", "lxc-edit-")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	for {
		if err := s.runEditor(ctx, path); err != nil {
			return s.keep(dir, path, text, err)
		}
		edited, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Equal(edited, text) {
			return os.RemoveAll(dir)
		}
		err = apply(edited)
		if err == nil {
			return os.RemoveAll(dir)
		}
		if !again(err) {
			return s.keep(dir, path, text, err)
		}
	}
}

// keep keeps the edited file unless its text is unchanged.
func (s *Streams) keep(dir, path string, original []byte, cause error) error {
	edited, err := os.ReadFile(path)
	if err != nil || bytes.Equal(edited, original) {
		return errors.Join(cause, os.RemoveAll(dir))
	}
	return &KeptTextError{Path: path, Err: cause}
}

func (s *Streams) runEditor(ctx context.Context, path string) error {
	editor := ""
	for _, name := range []string{"LXC_EDITOR", "VISUAL", "EDITOR"} {
		if editor = strings.TrimSpace(os.Getenv(name)); editor != "" {
			break
		}
	}
	if editor == "" {
		for _, candidate := range []string{"editor", "vi", "emacs", "nano", "notepad"} {
			if found, err := exec.LookPath(candidate); err == nil {
				editor = found
				break
			}
		}
	}
	if editor == "" {
		return errors.New("no editor was found: set EDITOR")
	}
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", editor+` "$1"`, "sh", path) // EDITOR may include arguments
	if runtime.GOOS == "windows" {
		words := editorWords(editor, isProgram)
		cmd = exec.CommandContext(ctx, words[0], append(words[1:], path)...)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In, s.Out, s.Err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor failed: %w", err)
	}
	return nil
}

// editorWords splits an editor with its arguments where there is no shell: C:\Program Files\x.exe, "C:\Program Files\x.exe" -w,
// notepad. A backslash is a part of a path.
func editorWords(editor string, isProgram func(string) bool) []string {
	if isProgram(editor) {
		return []string{editor}
	}
	var words []string
	for rest := strings.TrimSpace(editor); rest != ""; rest = strings.TrimSpace(rest) {
		word, after, _ := strings.Cut(rest, " ")
		if quoted, found := strings.CutPrefix(rest, `"`); found {
			word, after, _ = strings.Cut(quoted, `"`)
		}
		words, rest = append(words, word), after
	}
	return words
}

func isProgram(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}
