package term

import (
	"os"
	"time"
)

var interrupts = []os.Signal{os.Interrupt}

// Forwarded is empty: there are no other signals.
var Forwarded []os.Signal

// Number returns the number of SIGINT.
func Number(os.Signal) int { return 2 }

// IsHangup always returns false.
func IsHangup(os.Signal) bool { return false }

// ExitCode returns the exit code of an interrupt.
func ExitCode(os.Signal) int { return 130 }

// notifyResize polls for changes twice a second: the console sends no signal.
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

// onContinue does nothing: programs are not stopped here.
func onContinue(func()) (stop func()) { return func() {} }

func inForeground(*os.File) bool { return true }
