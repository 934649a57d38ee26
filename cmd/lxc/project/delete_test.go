package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProjectDelete deletes projects, both empty ones and with their contents.
func TestProjectDelete(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"projects_force_delete"}}, `
given project create p1
given project create p2
given project create p3
given project switch p1
$ lxc project delete p1
| Project p1 deleted
> DELETE /1.0/projects/p1?project=p1
$ lxc project get-current
| default
answer DELETE /1.0/projects/p2?force=1 200 {}
$ lxc project delete p2 --force
| Project p2 deleted
> DELETE /1.0/projects/p2?force=1
answer DELETE /1.0/projects/p2?force=1 403 not authorized
$ lxc project delete p2 --force
! Error: not authorized
= 4
> DELETE /1.0/projects/p2?force=1
$ incus project delete p2 --force
< no
| Delete project p2 and everything in it? (yes/no) [no]: \c
! Error: canceled: nothing was deleted
= 1
answer DELETE /1.0/projects/p2?force=1 200 {}
$ incus project delete p2 --force
< yes
| Delete project p2 and everything in it? (yes/no) [no]: Project p2 deleted
> DELETE /1.0/projects/p2?force=1
$ incus project delete p2 --force
| Delete project p2 and everything in it? (yes/no) [no]: \c
! Error: standard input ended without an answer: use --yes
= 1
answer DELETE /1.0/projects/p2?force=1 200 {}
$ incus project delete p2 --force --yes
| Project p2 deleted
> DELETE /1.0/projects/p2?force=1
$ lxc project rm p3
| Project p3 deleted
> DELETE /1.0/projects/p3
$ lxc project delete
| (help)
$ lxc project delete nosuch:p1
! Error: remote "nosuch" does not exist
= 3
`)
}
