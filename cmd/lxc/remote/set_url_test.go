package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSetURL accepts several addresses, and rejects invalid ones.
func TestSetURL(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote set-url two $TWO
$ lxc remote set-url two 192.0.2.1
$ lxc remote set-url two https://192.0.2.1:8443 https://192.0.2.2:8443
$ lxc remote list -f yaml
| images:
|   addr: https://images.linuxcontainers.org
|   protocol: simplestreams
|   public: true
| local:
|   addr: unix://$SOCKET
|   public: false
| two:
|   addr: https://192.0.2.1:8443,https://192.0.2.2:8443
|   public: false
| ubuntu:
|   addr: https://cloud-images.ubuntu.com/releases
|   protocol: simplestreams
|   public: true
| ubuntu-daily:
|   addr: https://cloud-images.ubuntu.com/daily
|   protocol: simplestreams
|   public: true
$ lxc remote set-url images https://example.com
! Error: the remote "images" is built in and cannot be changed
= 1
$ lxc remote set-url two
! Error: missing argument: <URL>
= 2
$ lxc remote rename images pictures
! Error: the remote "images" is built in and cannot be changed
= 1
$ lxc remote remove images
! Error: the remote "images" is built in and cannot be changed
= 1
$ lxc remote rename local
! Error: missing argument: <new-name>
= 2
$ lxc remote rename two a/b
$ lxc remote switch images
$ lxc remote set-keepalive two 30
! Error: remote "two" does not exist
= 3
$ lxc remote set-keepalive two 0
! Error: remote "two" does not exist
= 3
$ lxc remote set-keepalive two -- -1
! Error: invalid number of seconds "-1"
= 2
$ lxc remote remove two
! Error: remote "two" does not exist
= 3
$ lxc remote list -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ incus remote list -f csv
| a/b,"https://192.0.2.1:8443,https://192.0.2.2:8443",incus,tls,NO,NO,NO
| images (current),https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local,unix://$SOCKET,incus,file access,NO,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$ incus remote list -f json
| {"a/b":{"Addr":"https://192.0.2.1:8443,https://192.0.2.2:8443","AuthType":"","Global":false,"KeepAlive":0,"Project":"","Protocol":"","Public":false,"Static":false},"images":{"Addr":"https://images.linuxcontainers.org","AuthType":"","Global":false,"KeepAlive":0,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"local":{"Addr":"unix://$SOCKET","AuthType":"","Global":false,"KeepAlive":0,"Project":"","Protocol":"","Public":false,"Static":false},"ubuntu":{"Addr":"https://cloud-images.ubuntu.com/releases","AuthType":"","Global":false,"KeepAlive":0,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"ubuntu-daily":{"Addr":"https://cloud-images.ubuntu.com/daily","AuthType":"","Global":false,"KeepAlive":0,"Project":"","Protocol":"simplestreams","Public":true,"Static":true}}
`)
}
