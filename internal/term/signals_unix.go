//go:build unix

package term

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// interrupts are the signals that end a command.
var interrupts = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// Forwarded are the additional signals that an exec session forwards.
var Forwarded = []os.Signal{
	syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGTTIN, syscall.SIGTTOU, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGCONT,
}

// Number returns the Linux signal number to forward for a signal. A hangup without a terminal means that the session is over,
// so it becomes SIGTERM.
func Number(sig os.Signal) int {
	n, ok := sig.(syscall.Signal)
	if !ok {
		return 0
	}
	if n == syscall.SIGHUP && !hasControllingTerminal() {
		n = syscall.SIGTERM
	}
	return int(n)
}

// IsHangup reports whether a signal means that the terminal is gone.
func IsHangup(sig os.Signal) bool { return sig == syscall.SIGHUP }

// ExitCode returns 128 plus the number of a signal.
func ExitCode(sig os.Signal) int {
	if n, ok := sig.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return 1
}

func hasControllingTerminal() bool {
	fd, err := unix.Open("/dev/tty", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	_ = unix.Close(fd)
	return true
}

func notifyResize(ch chan os.Signal) (stop func()) {
	signal.Notify(ch, syscall.SIGWINCH)
	return func() { signal.Stop(ch) }
}

// onContinue calls function each time that the program goes on after it was stopped.
func onContinue(function func()) (stop func()) {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, syscall.SIGCONT)
	go func() {
		for range ch {
			function()
		}
	}()
	return func() { signal.Stop(ch); close(ch) }
}

// inForeground reports whether this program may change the terminal: another one would be stopped for it.
func inForeground(f *os.File) bool {
	group, err := unix.IoctlGetInt(int(f.Fd()), unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}
