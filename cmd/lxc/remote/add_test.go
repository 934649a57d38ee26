package remote_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAdd adds unix sockets, servers with a password or token, and image servers.
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
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: \c
! Error: unknown server certificate (fingerprint SHA256): standard input ended without an answer: use --fingerprint or a trust token
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

// TestAddAsks shows the fingerprint on a terminal and asks for a password.
func TestAddAsks(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given config set two: core.trust_password=secret
$t lxc remote add s1 $TWO
< no
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: Error: the certificate was not accepted; no remote was added
= 1
$t lxc remote add s1 $TWO
< maybe
< perhaps
< hm
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: Please answer yes or no, or type the full fingerprint: Please answer yes or no, or type the full fingerprint: Error: the certificate was not accepted; no remote was added
= 1
$t lxc remote add s1 $TWO
< yes
< wrong
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: Trust token or password for s1:
| Error: not authorized
| Hint: this client is not allowed to do that. To trust it, run on the server: lxc config trust add
= 4
> two: POST /1.0/certificates {"name":"","type":"client","restricted":false,"projects":null,"password":"wrong"}
$t lxc remote add s1 $TWO
< yes
< secret
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: Trust token or password for s1:
| Client certificate now trusted by server: s1
> two: POST /1.0/certificates {"name":"","type":"client","restricted":false,"projects":null,"password":"secret"}
> two: GET /1.0/projects
$ lxc remote list -f csv -c nuap
| images,https://images.linuxcontainers.org,none,simplestreams
| local (current),unix://$SOCKET,file access,lxd
| s1,$TWO,tls,lxd
| two,unix://$SOCKET,file access,lxd
| ubuntu,https://cloud-images.ubuntu.com/releases,none,simplestreams
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,none,simplestreams
$t lxc remote add s2 $TWO
< yes
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: \c
> two: GET /1.0/projects
`)
}

// TestAddFlags checks that flags are validated before anything is requested.
func TestAddFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc remote add s1 $TWO --fingerprint 12
! Error: --fingerprint requires the full SHA-256 fingerprint (64 hexadecimal digits)
= 2
$ lxc remote add s1 $TWO --fingerprint 0000000000000000000000000000000000000000000000000000000000000000
! Error: the certificate of $TWO changed: expected SHA256, got SHA256
= 4
$ lxc remote add s1 $TWO --auth-type candid
! Error: Candid is not supported: use --auth-type tls, with a token (on the server: lxc config trust add) or the trust password
= 2
$ lxc remote add s1 $TWO --domain example.com
! Error: Candid is not supported: use --auth-type tls, with a token (on the server: lxc config trust add) or the trust password
= 2
$ lxc remote add s1 $TWO --auth-type tls --domain example.com
! Error: --domain requires --auth-type candid, which this client does not support
= 2
$ lxc remote add s1 $TWO --auth-type bearer
! Error: missing bearer token: use --token
= 2
$ lxc remote add s1 $TWO --token nonsense
! Error: not a trust token: it holds no JSON object
= 2
$ lxc remote add s1 ftp://example.com
! Error: invalid server address "ftp://example.com": use host, host:port or https://host:port
= 2
$ lxc remote add s1 http://example.com
! Error: invalid address "http://example.com": servers accept only https
= 2
$ lxc remote add s1 'https://'
! Error: invalid server address "https://": use host, host:port or https://host:port
= 2
$ lxc remote add local $TWO
! Error: a remote named "local" exists already
= 5
$ lxc remote add a/b $TWO
| Certificate fingerprint: SHA256
| Is this fingerprint correct? (yes/no, or type the fingerprint) [no]: \c
! Error: unknown server certificate (fingerprint SHA256): standard input ended without an answer: use --fingerprint or a trust token
= 1
$ lxc remote add a:b $TWO
! Error: "a:b" cannot be the name of a remote: use letters, digits, dashes and dots
= 1
$ lxc remote add reg https://example.com/ --protocol oci --credentials-helper pass --keepalive 30
$ lxc remote add https://example.org --protocol simplestreams
$ lxc remote list -f yaml
| example.org:
|   addr: https://example.org
|   protocol: simplestreams
|   public: true
| images:
|   addr: https://images.linuxcontainers.org
|   protocol: simplestreams
|   public: true
| local:
|   addr: unix://$SOCKET
|   public: false
| reg:
|   addr: https://example.com
|   credentials_helper: pass
|   keepalive: 30
|   protocol: oci
|   public: true
| two:
|   addr: unix://$SOCKET
|   public: false
| ubuntu:
|   addr: https://cloud-images.ubuntu.com/releases
|   protocol: simplestreams
|   public: true
| ubuntu-daily:
|   addr: https://cloud-images.ubuntu.com/daily
|   protocol: simplestreams
|   public: true
$ lxc remote add
| (help)
$ lxc remote add s1 $TWO --accept-certificate --public
$ lxc image list s1:
| +-------+-------------+--------+-------------+--------------+------+------+-------------+
| | ALIAS | FINGERPRINT | PUBLIC | DESCRIPTION | ARCHITECTURE | TYPE | SIZE | UPLOAD DATE |
| +-------+-------------+--------+-------------+--------------+------+------+-------------+
> two: GET /1.0/images?recursion=1
$ lxc list s1:
! Error: the remote "s1" serves images only
= 1
$ lxc remote add a b c
! Error: unexpected argument "c"
= 2
`)
}

// TestAddProjects offers only the projects that the client has access to.
func TestAddProjects(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given config set two: core.trust_password=secret
answer two: GET /1.0/projects 200 ["/1.0/projects/p1"]
$ lxc remote add s1 $TWO --accept-certificate --password secret
| Client certificate now trusted by server: s1
> two: POST /1.0/certificates {"name":"","type":"client","restricted":false,"projects":null,"password":"secret"}
> two: GET /1.0/projects
answer two: GET /1.0/projects 200 ["/1.0/projects/p1","/1.0/projects/p2"]
$ lxc remote add s2 $TWO --accept-certificate --password secret
| This client has access to these projects:
|   p1
|   p2
| Project to use on this remote [p1]: \c
! Error: standard input ended without an answer: use --project with one of p1, p2
= 1
> two: GET /1.0/projects
answer two: GET /1.0/projects 200 ["/1.0/projects/p1","/1.0/projects/p2"]
$ lxc remote add s2 $TWO --accept-certificate
< p2
| This client has access to these projects:
|   p1
|   p2
| Project to use on this remote [p1]: \c
> two: GET /1.0/projects
answer two: GET /1.0/projects 200 ["/1.0/projects/p1","/1.0/projects/p2"]
$ lxc remote add s3 $TWO --accept-certificate
< p9
| This client has access to these projects:
|   p1
|   p2
| Project to use on this remote [p1]: \c
! Error: project "p9" not found; existing projects: p1, p2
= 1
> two: GET /1.0/projects
answer two: GET /1.0/projects 200 ["/1.0/projects/p1","/1.0/projects/p2"]
$ lxc remote add s4 $TWO --accept-certificate --project p1
answer two: GET /1.0/projects 403 not authorized
$ lxc remote add s5 $TWO --accept-certificate
> two: GET /1.0/projects
$ lxc remote list -f json
| {"images":{"Addr":"https://images.linuxcontainers.org","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"local":{"Addr":"unix://$SOCKET","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"","Public":false,"Static":false},"s1":{"Addr":"$TWO","AuthType":"tls","Domain":"","Global":false,"Project":"p1","Protocol":"lxd","Public":false,"Static":false},"s2":{"Addr":"$TWO","AuthType":"tls","Domain":"","Global":false,"Project":"p2","Protocol":"lxd","Public":false,"Static":false},"s4":{"Addr":"$TWO","AuthType":"tls","Domain":"","Global":false,"Project":"p1","Protocol":"lxd","Public":false,"Static":false},"s5":{"Addr":"$TWO","AuthType":"tls","Domain":"","Global":false,"Project":"default","Protocol":"lxd","Public":false,"Static":false},"two":{"Addr":"unix://$SOCKET","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"","Public":false,"Static":false},"ubuntu":{"Addr":"https://cloud-images.ubuntu.com/releases","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"ubuntu-daily":{"Addr":"https://cloud-images.ubuntu.com/daily","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true}}
`)
}
