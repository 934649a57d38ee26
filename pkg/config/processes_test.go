//go:build unix

package config_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/pkg/config"
)

// The variables make this test binary a program that adds remotes.
const (
	addsTo   = "CONFIG_TEST_DIR"
	addsName = "CONFIG_TEST_NAME"
	addsSize = "CONFIG_TEST_SIZE" // the largest file that it may write, in bytes: as on a full disk
	addsLoop = "CONFIG_TEST_LOOP" // go on until it is killed
)

// adding is a process that adds a remote.
func adding(t *testing.T, dir, name string, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0], "-test.run=^TestAddRemotes$", "-test.count=1")
	cmd.Env = append(append(os.Environ(), addsTo+"="+dir, addsName+"="+name), env...)
	return cmd
}

// TestAddRemotes is the process.
func TestAddRemotes(t *testing.T) {
	t.Parallel()
	dir, name := os.Getenv(addsTo), os.Getenv(addsName)
	if dir == "" {
		return // it is a part of the other tests
	}
	if text := os.Getenv(addsSize); text != "" {
		limit := syscall.Rlimit{}
		if _, err := fmt.Sscan(text, &limit.Cur); err != nil {
			t.Fatal(err)
		}
		limit.Max = limit.Cur
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
	}
	for n := 0; n == 0 || os.Getenv(addsLoop) != ""; n++ {
		c := config.NewConfig()
		c.ConfigDir = dir
		if err := c.Add(t.Context(), fmt.Sprintf("%s-%d", name, n), config.Remote{Addr: "https://x"}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestProcessesLoseNothing lets fifty processes add a remote each, while others that do the same are killed in the middle: the file
// is whole at any moment, and nothing that was added is lost.
func TestProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "conf")
	path := filepath.Join(dir, "config.yml")
	killed := make(chan struct{})
	var all, doomed sync.WaitGroup
	for n := range 5 {
		doomed.Go(func() {
			for round := 0; ; round++ {
				select {
				case <-killed:
					return
				default:
				}
				cmd := adding(t, dir, fmt.Sprintf("doomed%d-%d", n, round), addsLoop+"=1")
				if err := cmd.Start(); err != nil {
					t.Error(err)
					return
				}
				for range 3 { // it writes, and dies wherever it is
					if _, err := config.LoadConfig(path); err != nil {
						t.Errorf("the file is not whole: %v", err)
					}
				}
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
			}
		})
	}
	for n := range 50 {
		all.Go(func() {
			if out, err := adding(t, dir, fmt.Sprintf("r%d", n)).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	close(killed)
	doomed.Wait()
	c, err := config.LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 50 {
		if _, found := c.Remotes[fmt.Sprintf("r%d-0", n)]; !found {
			t.Errorf("r%d was lost", n)
		}
	}
	if err := c.Add(t.Context(), "last", config.Remote{Addr: "https://x"}); err != nil {
		t.Errorf("after the killed processes: %v", err)
	}
}

// TestFullDiskKeepsTheFile: a file that cannot be written whole leaves the old one as it was, and nothing beside it.
func TestFullDiskKeepsTheFile(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "conf")
	c := config.NewConfig()
	c.ConfigDir = dir
	if err := c.Add(t.Context(), "kept", config.Remote{Addr: "https://" + strings.Repeat("x", 200)}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "config.yml")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 100, len(before)} {
		out, err := adding(t, dir, "new", fmt.Sprintf("%s=%d", addsSize, size)).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Errorf("%d bytes: %v: %s", size, err, out)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%d bytes: the file is %q, %v", size, after, err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 2 {
			t.Errorf("%d bytes: left behind: %v, %v", size, entries, err)
		}
	}
}
