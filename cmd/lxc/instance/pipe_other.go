//go:build !unix

package instance

func isClosedPipe(error) bool { return false }
