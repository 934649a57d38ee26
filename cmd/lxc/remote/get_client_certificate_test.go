package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClientCertificate generates a certificate once, and prints it in three formats.
func TestClientCertificate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote get-client-certificate
| CERTIFICATE\c
$ lxc remote get-client-certificate -f fingerprint
| SHA256
$ lxc remote get-client-certificate $DIR/laptop.crt
$ lxc remote get-client-certificate --format nosuch
! Error: unknown format "nosuch" (must be one of: pem, fingerprint, base64)
= 2
$ lxc remote get-client-certificate $DIR/nosuch/laptop.crt
! Error: open $DIR/nosuch/laptop.crt: no such file or directory
= 1
$ lxc remote generate-certificate
! Error: a client certificate already exists
= 5
$ lxc remote get-client-token nosuch
! Error: invalid date "nosuch": use 2027-01-31, DATE, or a duration such as 36h or 2w 3d
= 2
`)
}

// TestGenerateCertificate generates a certificate if there is none.
func TestGenerateCertificate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote generate-certificate
$ lxc remote generate-certificate
! Error: a client certificate already exists
= 5
$ lxc remote generate-certificate x
! Error: unexpected argument "x"
= 2
`)
}
