package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestMetadata covers the image metadata of an instance.
func TestMetadata(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer GET /1.0/instances/c1/metadata 200 {"architecture":"x86_64","creation_date":1700000000,"expiry_date":0,"properties":{"os":"Test"},"templates":{}}
$ lxc config metadata show c1
| architecture: x86_64
| creation_date: NOW
| expiry_date: 0
| properties:
|   os: Test
| templates: {}
> GET /1.0/instances/c1/metadata
answer PUT /1.0/instances/c1/metadata 200 {}
$ lxc config metadata edit c1
< architecture: x86_64
< creation_date: 1700000000
< properties:
<   os: Other
> PUT /1.0/instances/c1/metadata {"architecture":"x86_64","creation_date":1700000000,"expiry_date":0,"properties":{"os":"Other"},"templates":null}
answer GET /1.0/instances/nosuch/metadata 404 Instance not found
$ lxc config metadata show nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/metadata
$ lxc config metadata edit c1
< [
! Error: instance "c1" on remote "local": invalid YAML: line 1: did not find expected node content
= 1
answer PUT /1.0/instances/c1/metadata 403 not authorized
$ lxc config metadata edit c1
< architecture: x86_64
! Error: not authorized
= 4
> PUT /1.0/instances/c1/metadata {"architecture":"x86_64","creation_date":0,"expiry_date":0,"properties":null,"templates":null}
`)
}
