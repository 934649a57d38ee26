//go:build !unix

package image

import "io/fs"

func identity(fs.FileInfo) (fileID, bool) { return fileID{}, false }
