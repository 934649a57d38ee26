package wire

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A watchdog fires at its limit, counted from the last read, and never after it was stopped.
func TestWatchdog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var fired time.Duration
		start := time.Now()
		w := newWatchdog(30*time.Second, func() { fired = time.Since(start) })
		time.Sleep(29 * time.Second)
		if _, err := w.reader(strings.NewReader("x")).Read(make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if fired != 59*time.Second {
			t.Errorf("fired after %v", fired)
		}
		w = newWatchdog(30*time.Second, func() { t.Error("fired after the stop") })
		w.stop()
		_, _ = w.reader(strings.NewReader("x")).Read(make([]byte, 1))
		time.Sleep(time.Hour)
		newWatchdog(-1, func() { t.Error("fired without a limit") }).feed()
		time.Sleep(time.Hour)
	})
}

// A program that was stopped for longer than the limit still accepts the response: the first check counts once.
func TestWatchdogOfAStoppedProgram(t *testing.T) {
	t.Parallel()
	fired := false
	w := newWatchdog(time.Hour, func() { fired = true })
	for range watchdogSteps - 1 {
		w.look()
	}
	if fired {
		t.Error("fired before the last look")
	}
	if w.look(); !fired {
		t.Error("did not fire")
	}
}
