package term

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// fakeConsole is a terminal that records what is done to it, on every platform.
type fakeConsole struct {
	bytes.Buffer
	did           []string
	mu            sync.Mutex // of the size
	width, height int
	refuses       string
}

func (c *fakeConsole) size() (width, height int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.width == 0 {
		return 0, 0, errors.New("no size")
	}
	return c.width, c.height, nil
}

func (c *fakeConsole) change(what string) (func() error, error) {
	if c.refuses == what {
		return nil, errors.New("refused")
	}
	c.did = append(c.did, what)
	return func() error {
		c.did = append(c.did, "not "+what)
		return nil
	}, nil
}

func (c *fakeConsole) foreground() bool                 { return true }
func (c *fakeConsole) makeRaw() (func() error, error)   { return c.change("raw") }
func (c *fakeConsole) sequences() (func() error, error) { return c.change("sequences") }

// TestConsoleModes: both modes are set before the work, and are as they were after it, however it ends.
func TestConsoleModes(t *testing.T) {
	t.Parallel()
	failed := errors.New("failed")
	for name, work := range map[string]func(*Streams) error{
		"returns":  func(*Streams) error { return nil },
		"fails":    func(*Streams) error { return failed },
		"panics":   func(*Streams) error { panic(failed) },
		"restored": func(s *Streams) error { s.Restore(); return nil },
	} {
		c := &fakeConsole{}
		s := &Streams{In: c, Out: c, Err: c}
		var during []string
		func() {
			defer func() { _ = recover() }()
			_ = s.Raw(t.Context(), func(context.Context) error {
				during = slices.Clone(c.did)
				return work(s)
			})
		}()
		if !slices.Equal(during, []string{"raw", "sequences"}) || !slices.Equal(c.did, []string{"raw", "sequences", "not sequences", "not raw"}) {
			t.Errorf("%s: %q, at last %q", name, during, c.did)
		}
	}
}

// TestConsoleRefuses: without raw mode nothing is run; without sequences the work goes on, and what was set is undone.
func TestConsoleRefuses(t *testing.T) {
	t.Parallel()
	for refuses, want := range map[string][]string{"raw": nil, "sequences": {"raw", "not raw"}} {
		c := &fakeConsole{refuses: refuses}
		ran := false
		err := (&Streams{In: c, Out: c}).Raw(t.Context(), func(context.Context) error { ran = true; return nil })
		if (err == nil) != ran || ran != (refuses == "sequences") || !slices.Equal(c.did, want) {
			t.Errorf("without %s: %v, %v, %q", refuses, err, ran, c.did)
		}
	}
	pipe := &Streams{In: strings.NewReader(""), Out: &bytes.Buffer{}}
	if err := pipe.Raw(t.Context(), func(context.Context) error { return nil }); err != nil || pipe.InputIsTerminal() || pipe.OutputIsTerminal() {
		t.Error("a pipe is a terminal", err)
	}
}

// TestConsoleScreen: the screen is left before the modes end.
func TestConsoleScreen(t *testing.T) {
	t.Parallel()
	c := &fakeConsole{}
	s := &Streams{In: c, Out: c, Err: c}
	err := s.Screen(t.Context(), func(context.Context, <-chan string) error { return nil })
	if text := c.String(); err != nil || !strings.HasPrefix(text, enterScreen) || !strings.HasSuffix(text, leaveScreen) {
		t.Errorf("%v: %q", err, text)
	}
	if len(c.did) != 4 || c.did[3] != "not raw" {
		t.Errorf("%q", c.did)
	}
}

// TestConsoleSize: the first stream with a size has it.
func TestConsoleSize(t *testing.T) {
	t.Parallel()
	s := &Streams{In: &fakeConsole{width: 100, height: 40}, Out: &fakeConsole{}, Err: &fakeConsole{width: 7, height: 7}}
	if w, h := s.Size(); w != 100 || h != 40 || !s.ErrIsTerminal() {
		t.Error(w, h)
	}
	if w, h := (&Streams{In: strings.NewReader("")}).Size(); w != 0 || h != 0 {
		t.Error(w, h)
	}
}

// TestConsoleResizes: a size is sent once, however often the system is asked.
func TestConsoleResizes(t *testing.T) {
	t.Parallel()
	c := &fakeConsole{}
	s := &Streams{In: c, Out: c, Err: c}
	ctx, cancel := context.WithCancel(t.Context())
	changed, sizes, ended := make(chan os.Signal), make(chan Size, 9), make(chan struct{})
	go func() {
		defer close(ended)
		s.sendSizes(ctx, changed, sizes)
	}()
	for _, width := range []int{0, 80, 80, 80, 120, 0, 120, 80} {
		c.mu.Lock()
		c.width, c.height = width, 25
		c.mu.Unlock()
		changed <- os.Interrupt
		changed <- os.Interrupt // the first one has been looked at
	}
	cancel()
	<-ended
	close(sizes)
	var got []int
	for size := range sizes {
		got = append(got, size.Width)
	}
	if !slices.Equal(got, []int{80, 120, 80}) {
		t.Error(got)
	}
}
