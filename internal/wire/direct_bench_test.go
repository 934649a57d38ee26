//go:build linux

package wire

import (
	"context"
	"net"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// BenchmarkRelayPieces sends messages of a relay's usual size to another process and back. It reports the CPU time of this
// process per message; build with -tags nodirect to compare.
func BenchmarkRelayPieces(b *testing.B) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		b.Fatal(err)
	}
	here, there := os.NewFile(uintptr(fds[0]), "here"), os.NewFile(uintptr(fds[1]), "there")
	echo := exec.CommandContext(b.Context(), "cat")
	echo.Stdin, echo.Stdout = there, there
	if err := echo.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = echo.Wait() }()
	conn, err := DirectDial(func(context.Context, string, string) (net.Conn, error) { return net.FileConn(here) })(b.Context(), "", "")
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	here.Close()
	there.Close()
	piece, got := make([]byte, 30<<10), make([]byte, 128<<10)
	before := processorTime(b)
	for b.Loop() {
		if _, err := conn.Write(piece); err != nil {
			b.Fatal(err)
		}
		for n := 0; n < len(piece); {
			m, err := conn.Read(got)
			if err != nil {
				b.Fatal(err)
			}
			n += m
		}
	}
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
}

func processorTime(b *testing.B) int64 {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}
