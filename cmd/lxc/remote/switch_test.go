package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSwitch covers the default remote and other settings of remotes.
func TestSwitch(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote get-default
| local
$ lxc remote switch two
$ lxc remote get-default
| two
$ lxc remote switch nosuch
! Error: remote "nosuch" does not exist
= 3
$ lxc remote list -f csv
| images,https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local,unix://$SOCKET,lxd,file access,NO,NO,NO
| two (current),unix://$SOCKET,lxd,file access,NO,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$ lxc remote list -f json
| {"images":{"Addr":"https://images.linuxcontainers.org","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"local":{"Addr":"unix://$SOCKET","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"","Public":false,"Static":false},"two":{"Addr":"unix://$SOCKET","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"","Public":false,"Static":false},"ubuntu":{"Addr":"https://cloud-images.ubuntu.com/releases","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"ubuntu-daily":{"Addr":"https://cloud-images.ubuntu.com/daily","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true}}
$ lxc remote rename two three
$ lxc remote get-default
| three
$ lxc remote rename three local
! Error: a remote named "local" exists already
= 5
$ lxc remote rename nosuch x
! Error: remote "nosuch" does not exist
= 3
$ lxc remote set-url three https://192.0.2.1:8443
$ lxc remote set-url nosuch https://192.0.2.1:8443
! Error: remote "nosuch" does not exist
= 3
$ lxc remote remove three
! Error: "three" is the default remote: choose another one first with: lxc remote switch
= 1
$ lxc remote switch local
$ lxc remote remove three
$ lxc remote remove three
! Error: remote "three" does not exist
= 3
$ lxc remote remove local
! Error: "local" is the default remote: choose another one first with: lxc remote switch
= 1
$ lxc remote list -f csv
| images,https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local (current),unix://$SOCKET,lxd,file access,NO,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$ lxc remote switch
| (help)
# two: is the second server
`)
}
