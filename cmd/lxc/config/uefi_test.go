package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestUefi has the variables of virtual machines.
func TestUefi(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 --vm
$ lxc config uefi show c1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi get c1 SecureBoot
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi set c1 SecureBoot=1
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
$ lxc config uefi unset c1 SecureBoot
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instances_uefi_vars"
= 6
`)
}
