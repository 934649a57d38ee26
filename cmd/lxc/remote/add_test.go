package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAdd has servers by socket, by address with a password and with a token, and image servers.
func TestAdd(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote add loc unix:///nosuch
! Error: cannot reach /nosuch: no such file or directory
= 1
$ lxc remote add s1 $TWO --accept-certificate --password wrong
! Error: not authorized
= 4
> two: POST /1.0/certificates {"name":"","type":"client","restricted":false,"projects":null,"password":"wrong"}
given config set two: core.trust_password=secret
$ lxc remote add s1 $TWO --accept-certificate --password secret
| Client certificate now trusted by server: s1
> two: POST /1.0/certificates {"name":"","type":"client","restricted":false,"projects":null,"password":"secret"}
> two: GET /1.0/projects
$ lxc remote add s1 $TWO --accept-certificate --password secret
! Error: a remote named "s1" exists already
= 5
$ lxc remote list -f csv
| images,https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local (current),unix://$SOCKET,lxd,file access,NO,NO,NO
| s1,$TWO,lxd,tls,NO,NO,NO
| two,unix://$SOCKET,lxd,file access,NO,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$ lxc list s1: -f csv
> two: GET /1.0/instances?recursion=1
$ lxc remote add 'a b' $TWO
| Certificate fingerprint: SHA256
| Is it the right one? (yes/no, or type the fingerprint) [no]: \c
! Error: the certificate of the server is unknown (fingerprint SHA256): standard input ended without an answer: use --fingerprint, or add by token
= 1
$ lxc remote add s3 $TWO --protocol nosuch
! Error: protocol "nosuch" is not supported (must be one of: lxd, incus, simplestreams, oci)
= 2
$ lxc remote add s4 $TWO --auth-type nosuch
! Error: authentication type "nosuch" is not supported (must be one of: tls, oidc, bearer)
= 2
$ lxc remote add s5 https://127.0.0.1:1
! Error: cannot reach https://127.0.0.1:1: connection refused
= 1
$ lxc remote add imgs https://127.0.0.1:1 --protocol simplestreams
$ lxc remote add imgs2 http://127.0.0.1:1 --protocol simplestreams
`)
}
