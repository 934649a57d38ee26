package wire

import (
	"os"
	"path/filepath"
)

// DefaultSocket returns the path of the local socket of a server family, "lxd" or "incus": from the environment, else the first
// usual path that exists, else the standard path.
func DefaultSocket(family string) string {
	if family == "incus" {
		return firstSocket(os.Getenv("INCUS_SOCKET"), os.Getenv("INCUS_DIR"),
			[]string{"/run/incus", "/var/lib/incus"})
	}
	return firstSocket(os.Getenv("LXD_SOCKET"), os.Getenv("LXD_DIR"),
		[]string{"/var/lib/lxd", "/var/snap/lxd/common/lxd"})
}

func firstSocket(socket, dir string, usual []string) string {
	if socket != "" {
		return socket
	}
	if dir != "" {
		return userSocket(dir)
	}
	for _, d := range usual {
		if _, err := os.Stat(filepath.Join(d, "unix.socket")); err == nil {
			return userSocket(d)
		}
	}
	return filepath.Join(usual[0], "unix.socket")
}

// userSocket returns the per-user socket in a directory if the main one is not accessible.
func userSocket(dir string) string {
	socket := filepath.Join(dir, "unix.socket")
	user := socket + ".user"
	if _, err := os.Stat(user); err != nil || writable(socket) || !writable(user) {
		return socket
	}
	return user
}
