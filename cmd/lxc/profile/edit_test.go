package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEditOnTerminal opens an editor, reopens it after an error, and saves the result.
func TestEditOnTerminal(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given profile create p1 user.a=1 --description words
$t lxc profile edit p1
< s/^description: words/description: edited/
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"1"},"description":"edited","devices":{}}
$ lxc profile get p1 description --property
| edited
> GET /1.0/profiles/p1
$t lxc profile edit p1
< s/never there/changed/
> GET /1.0/profiles/p1
$t lxc profile edit p1
< s/^description: edited/description: [/
<
< s/^description: \[/description: mended/
| Error: invalid YAML: line 10: did not find expected ',' or ']'
| Press enter to open the editor again, or n to give up: \c
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"1"},"description":"mended","devices":{}}
$ lxc profile get p1 description --property
| mended
> GET /1.0/profiles/p1
answer PUT /1.0/profiles/p1 412 ETag doesn't match
answer PUT /1.0/profiles/p1 real -
$t lxc profile edit p1
< s/^description: mended/description: theirs and ours/
<
< s/theirs and //
| Error: ETag doesn't match
| Press enter to open the editor again, or n to give up: \c
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"1"},"description":"theirs and ours","devices":{}}
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"1"},"description":"ours","devices":{}}
$ lxc profile get p1 description --property
| ours
> GET /1.0/profiles/p1
answer PUT /1.0/profiles/p1 400 Unknown key
answer PUT /1.0/profiles/p1 real -
$t lxc profile edit p1
< s/user.a:/nosuch:/
<
< s/nosuch:/user.b:/
| Error: Unknown key
| Press enter to open the editor again, or n to give up: \c
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"nosuch":"1"},"description":"ours","devices":{}}
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.b":"1"},"description":"ours","devices":{}}
$ lxc profile show p1
| config:
|   user.b: "1"
| description: ours
| devices: {}
| name: p1
| used_by: []
> GET /1.0/profiles/p1
$t lxc profile edit p1
< odd sed command
| sed: -e expression #1, char 1: unknown command: 'o'
| Error: profile "p1" on remote "local": the editor failed: exit status 1
= 1
> GET /1.0/profiles/p1
$t lxc profile edit p1
< s/^description:/descriptoin:/
<
< s/^descriptoin:/description:/
| Warning: unknown key "descriptoin"
> GET /1.0/profiles/p1 x2
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.b":"1"},"description":"","devices":{},"descriptoin":"ours"}
$t lxc profile edit nosuch
| Error: not found: nosuch
|   profile "nosuch" on remote "local"
| Hint: list the existing ones with: lxc profile list local:
= 3
> GET /1.0/profiles/nosuch
answer GET /1.0/profiles/p1 403 not authorized
$t lxc profile edit p1
| Error: not authorized
|   profile "p1" on remote "local"
| Hint: this client is not allowed to do that. To trust it, run on the server: lxc config trust add
= 4
> GET /1.0/profiles/p1
`)
}

// TestEditCommentOnTerminal checks that the comment explains the fields of each kind.
func TestEditCommentOnTerminal(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
given network acl create a1
given storage volume create default v1
$t lxc network acl edit a1
< s/^ingress: .*/ingress: [{action: allow, state: enabled}]/
> GET /1.0/network-acls/a1
> PUT /1.0/network-acls/a1 [if-match] {"description":"","egress":[],"ingress":[{"action":"allow","state":"enabled"}],"config":{}}
$t lxc network edit n1
< s/^config: {}/config: {user.a: "1"}/
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"user.a":"1"},"description":""}
$t lxc storage volume edit default v1
< s/^description: .*/description: edited/
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":{},"description":"edited"}
$t lxc cluster edit minilxd
< s/^failure_domain: .*/failure_domain: rack1/
> GET /1.0/cluster/members/minilxd
> PUT /1.0/cluster/members/minilxd [if-match] {"roles":["database-leader","database"],"failure_domain":"rack1","description":"","config":{},"groups":["default"]}
$t lxc project edit default
< s/^description: .*/description: edited/
> GET /1.0/projects/default
> PUT /1.0/projects/default [if-match] {"config":{"features.images":"true","features.profiles":"true"},"description":"edited"}
`)
}
