// Package arch translates the names of processor architectures.
package arch

import "runtime"

// names maps the names that Go, Debian and the kernel use for an architecture to the kernel's name, which servers use.
var names = map[string]string{
	"amd64": "x86_64", "x86_64": "x86_64", "386": "i686", "i386": "i686", "i686": "i686", "arm64": "aarch64", "aarch64": "aarch64",
	"arm": "armv7l", "armhf": "armv7l", "armv7l": "armv7l", "armel": "armv6l", "armv6l": "armv6l", "ppc64el": "ppc64le",
	"ppc64le": "ppc64le", "ppc64": "ppc64", "powerpc": "ppc", "s390x": "s390x", "riscv64": "riscv64",
	"riscv32": "riscv32", "mips64": "mips64", "mips64el": "mips64el", "mips64le": "mips64el", "loong64": "loongarch64", "loongarch64": "loongarch64",
}

// Kernel returns the kernel's name of an architecture, or "" if it is unknown.
func Kernel(name string) string { return names[name] }

// Own returns the architecture of this machine, in the form that servers use.
func Own() string { return names[runtime.GOARCH] }
