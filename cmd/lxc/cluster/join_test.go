package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestJoin rejects invalid tokens.
func TestJoin(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc cluster join nosuch
! Error: missing --address, where the other members can reach this server
= 2
$ lxc cluster join two: minilxd nosuch
! Error: unexpected argument "nosuch"
= 2
$ lxc cluster enable minilxd
! Error: the server does not listen on the network: set core.https_address first
= 1
given config set core.https_address=127.0.0.1:8443
answer PUT /1.0/cluster 200 {}
$ lxc cluster enable minilxd
! Error: the server is already part of a cluster
= 5
> GET /1.0/cluster
answer PUT /1.0/cluster 400 Already clustered
$ lxc cluster enable minilxd
! Error: the server is already part of a cluster
= 5
> GET /1.0/cluster
`)
}
