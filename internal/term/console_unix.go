//go:build unix

package term

func (c fileConsole) sequences() (restore func() error, err error) {
	return func() error { return nil }, nil
}
