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

// KeptTextError says where the text of an edit that failed was kept.
type KeptTextError struct {
	Path string
	Err  error
}

// Error names the file.
func (e *KeptTextError) Error() string {
	return fmt.Sprintf("%v\nYour text is kept in %s", e.Err, e.Path)
}

// Unwrap returns why the text could not be used.
func (e *KeptTextError) Unwrap() error { return e.Err }

// Edit lets a person change text in an editor and hands the result to apply. When apply fails, again is asked whether to
// open the editor once more with the text as it was left; otherwise the text is kept in a file that the error names.
// The file lies in a private directory and only its owner can read it. An editor that fails changes nothing.
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

// keep leaves the edited file behind unless it holds nothing new.
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
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", editor+` "$1"`, "sh", path) // EDITOR may carry arguments
	if runtime.GOOS == "windows" {
		words := strings.Fields(editor)
		cmd = exec.CommandContext(ctx, words[0], append(words[1:], path)...)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.In, s.Out, s.Err
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("the editor failed: %w", err)
	}
	return nil
}
