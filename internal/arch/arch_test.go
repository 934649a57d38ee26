package arch_test

import (
	"runtime"
	"testing"

	"github.com/openlxc/lxc/internal/arch"
)

func TestKernel(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"amd64": "x86_64", "arm64": "aarch64", "armhf": "armv7l", "x86_64": "x86_64", "386": "i686", "pdp11": ""} {
		if have := arch.Kernel(name); have != want {
			t.Errorf("%s: %q, want %q", name, have, want)
		}
	}
	if have := arch.Own(); have != arch.Kernel(runtime.GOARCH) || have == "" {
		t.Errorf("this machine is %q", have)
	}
}
