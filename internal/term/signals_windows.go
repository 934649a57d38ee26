package term

import (
	"os"
	"time"
)

var interrupts = []os.Signal{os.Interrupt}

// Forwarded is empty: there is nothing to pass on.
var Forwarded []os.Signal

// Number returns 2 for an interrupt.
func Number(os.Signal) int { return 2 }

// IsHangup is never true.
func IsHangup(os.Signal) bool { return false }

// ExitCode returns that of an interrupt.
func ExitCode(os.Signal) int { return 130 }

// notifyResize looks for changes twice a second: the console sends no signal.
func notifyResize(ch chan os.Signal) (stop func()) {
	ticker := time.NewTicker(500 * time.Millisecond)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				select {
				case ch <- os.Interrupt:
				default:
				}
			case <-done:
				return
			}
		}
	}()
	return func() { ticker.Stop(); close(done) }
}
