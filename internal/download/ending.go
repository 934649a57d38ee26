package download

import (
	"bytes"
	"maps"
	"slices"
)

// endings maps the first bytes of tarballs and images to file name extensions.
var endings = map[string]string{
	"\x1f\x8b": ".tar.gz", "\xfd7zXZ\x00": ".tar.xz", "\x28\xb5\x2f\xfd": ".tar.zst", "BZh": ".tar.bz2",
	"hsqs": ".squashfs", "\x04\x22\x4d\x18": ".tar.lz4", "\x5d\x00\x00": ".tar.lzma",
}

// Ending returns the extension for a tarball or image by its first bytes.
func Ending(head []byte) string {
	for magic, ending := range endings {
		if bytes.HasPrefix(head, []byte(magic)) {
			return ending
		}
	}
	return ".tar"
}

// Endings returns all extensions that Ending can return.
func Endings() []string { return append(slices.Collect(maps.Values(endings)), ".tar") }
