package term

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// Page shows text that is longer than the screen in a pager, PAGER or less; otherwise it prints the text.
func (s *Streams) Page(text string) error {
	if pager := s.pager(text); pager != "" {
		cmd := exec.Command("/bin/sh", "-c", pager)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(text), s.Out, s.Err
		if cmd.Env = os.Environ(); os.Getenv("LESS") == "" {
			cmd.Env = append(cmd.Env, "LESS=FRX")
		}
		if err := cmd.Start(); err == nil {
			return cmd.Wait()
		}
	}
	_, err := s.Out.Write([]byte(text))
	return err
}

// pager returns the pager command for a text, or "" to print it directly.
func (s *Streams) pager(text string) string {
	if !s.OutputIsTerminal() || !s.InputIsTerminal() || runtime.GOOS == "windows" || os.Getenv("TERM") == "dumb" {
		return ""
	}
	if _, height := s.Size(); height == 0 || strings.Count(text, "\n") < height {
		return ""
	}
	pager, set := os.LookupEnv("PAGER")
	switch {
	case set && (pager == "" || pager == "cat"):
		return ""
	case set:
		return pager
	}
	if _, err := exec.LookPath("less"); err != nil {
		return ""
	}
	return "less"
}
