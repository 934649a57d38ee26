package cluster_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestFailureDomain gets, sets and resets the failure domain.
func TestFailureDomain(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc cluster failure-domain get minilxd
| default
> GET /1.0/cluster/members/minilxd
$ lxc cluster failure-domain set minilxd rack2
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack2","description":"","config":{},"groups":["default"]}
$ lxc cluster failure-domain get minilxd
| rack2
> GET /1.0/cluster/members/minilxd
$ lxc cluster failure-domain unset minilxd
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"default","description":"","config":{},"groups":["default"]}
$ lxc cluster failure-domain set minilxd
! Error: missing argument: <domain>
= 2
$ lxc cluster failure-domain get nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster failure-domain set nosuch rack2
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster failure-domain unset nosuch
! Error: not found: nosuch
= 3
> GET /1.0/cluster/members/nosuch
$ lxc cluster failure-domain get
| (help)
answer PUT /1.0/cluster/members/minilxd 403 not authorized
$ lxc cluster failure-domain set minilxd rack3
! Error: not authorized
= 4
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack3","description":"","config":{},"groups":["default"]}
`)
}

// TestFailureDomainNewest prints the new domain like lxc 6.
func TestFailureDomainNewest(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Version: "6.5"}, `
$ lxc cluster failure-domain set minilxd rack2
| Failure domain of minilxd set to "rack2"
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack2","description":"","config":{},"groups":["default"]}
$ lxc cluster failure-domain set minilxd rack3 --quiet
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack3","description":"","config":{},"groups":["default"]}
`)
}
