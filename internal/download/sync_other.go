//go:build !linux

package download

import "os"

func beginSync(*os.File, int64, int64) {}
