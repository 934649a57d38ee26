package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestTrust has certificates and tokens.
func TestTrust(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc config trust list
| +------+------+-------------+-------------+------------+-------------+
| | TYPE | NAME | COMMON NAME | FINGERPRINT | ISSUE DATE | EXPIRY DATE |
| +------+------+-------------+-------------+------------+-------------+
> GET /1.0/certificates?recursion=1
$ lxc config trust show nosuch
! Error: Certificate not found
= 3
> GET /1.0/certificates/nosuch
$ lxc config trust remove nosuch
! Error: Certificate not found
= 3
> DELETE /1.0/certificates/nosuch
$ lxc config trust add
| Name of the client: \c
! Error: standard input ended without an answer: use --name
= 1
$ lxc config trust add $DIR/nosuch.crt
! Error: open $DIR/nosuch.crt: no such file or directory
= 1
file bad.crt
< no certificate
$ lxc config trust add $DIR/bad.crt
! Error: $DIR/bad.crt: not a PEM certificate
= 2
$ lxc config trust list-tokens
| +------+-------+------------+
| | NAME | TOKEN | EXPIRES AT |
| +------+-------+------------+
> GET /1.0/operations?recursion=1
$ lxc config trust revoke-token nosuch
! Error: Not Found
= 3
> GET /1.0/operations?recursion=1
$ lxc config trust edit nosuch
< name: x
! Error: Certificate not found
= 3
> PUT /1.0/certificates/nosuch {"name":"x","type":"","restricted":false,"projects":null}
answer GET /1.0/certificates?recursion=1 403 not authorized
$ lxc config trust list
! Error: not authorized
= 4
> GET /1.0/certificates?recursion=1
`)
}
