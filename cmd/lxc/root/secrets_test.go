package root_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSecrets are hidden on a terminal only.
func TestSecrets(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given config set c1 environment.DB_PASSWORD=hush user.token=t1 user.plain=x
given config set core.trust_password hush
$ lxc config show c1
| architecture: x86_64
| config:
|   environment.DB_PASSWORD: hush
|   user.plain: x
|   user.token: t1
| devices: {}
| ephemeral: false
| profiles:
| - default
| stateful: false
| description: ""
> GET /1.0/instances/c1
$t lxc config show c1
| architecture: x86_64
| config:
|   environment.DB_PASSWORD: '********'
|   user.plain: x
|   user.token: '********'
| devices: {}
| ephemeral: false
| profiles:
| - default
| stateful: false
| description: ""
> GET /1.0/instances/c1
$t lxc config show c1 -o json
| {"architecture":"x86_64","config":{"environment.DB_PASSWORD":"********","user.plain":"x","user.token":"********"},"description":"","devices":{},"ephemeral":false,"profiles":["default"],"stateful":false}
> GET /1.0/instances/c1
$t lxc list -f json --jq '.[].config."user.token"'
| ********
> GET /1.0/instances?recursion=2
$ lxc list -f json --jq '.[].config."user.token"'
| t1
> GET /1.0/instances?recursion=2
$t lxc list -f yaml
| - architecture: x86_64
|   config:
|     environment.DB_PASSWORD: '********'
|     user.plain: x
|     user.token: '********'
|   devices: {}
|   ephemeral: false
|   profiles:
|   - default
|   stateful: false
|   description: ""
|   created_at: DATE
|   expanded_config:
|     environment.DB_PASSWORD: '********'
|     user.plain: x
|     user.token: '********'
|   expanded_devices:
|     root:
|       path: /
|       pool: default
|       type: disk
|   name: c1
|   status: Stopped
|   status_code: 102
|   last_used_at: 0001-01-01T00:00:00Z
|   location: none
|   type: container
|   project: default
|   backups: []
|   state:
|     status: Stopped
|     status_code: 102
|     disk: {}
|     memory:
|       usage: 0
|       usage_peak: 0
|       total: 0
|       swap_usage: 0
|       swap_usage_peak: 0
|     network: {}
|     pid: 0
|     processes: 0
|     cpu:
|       usage: 0
|       allocated_time: 0
|     os_info: null
|   snapshots: []
> GET /1.0/instances?recursion=2
$t lxc config show c1 --fields config
| config:
|   environment.DB_PASSWORD: '********'
|   user.plain: x
|   user.token: '********'
> GET /1.0/instances/c1
$t lxc config show c1 -o yaml --fields config.user.token,config.user.plain
| config:
|   user.plain: x
|   user.token: '********'
> GET /1.0/instances/c1
$t lxc config show c1 -o json --show-secrets
| {"architecture":"x86_64","config":{"environment.DB_PASSWORD":"hush","user.plain":"x","user.token":"t1"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/instances/c1
$ lxc config show c1 -o json
| {"architecture":"x86_64","config":{"environment.DB_PASSWORD":"hush","user.plain":"x","user.token":"t1"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/instances/c1
$t lxc config show c1 --show-secrets
| architecture: x86_64
| config:
|   environment.DB_PASSWORD: hush
|   user.plain: x
|   user.token: t1
| devices: {}
| ephemeral: false
| profiles:
| - default
| stateful: false
| description: ""
> GET /1.0/instances/c1
$ lxc config edit c1
< config:
<   user.key: |
<     line 1
<
<     line 2
<   user.last: z
<   user.secret: ""
<   environment.API_TOKEN: one
> PUT /1.0/instances/c1 {"architecture":"","config":{"environment.API_TOKEN":"one","user.key":"line 1\n\nline 2\n","user.last":"z","user.secret":""},"devices":null,"ephemeral":false,"profiles":null,"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$t lxc config show c1
| architecture: ""
| config:
|   environment.API_TOKEN: '********'
|   user.key: '********'
|   user.last: z
|   user.secret: ""
| devices: {}
| ephemeral: false
| profiles: []
| stateful: false
| description: ""
> GET /1.0/instances/c1
$ lxc config show
| config:
|   core.trust_password: true
$t lxc config show
| config:
|   core.trust_password: '********'
$t lxc config show --show-secrets
| config:
|   core.trust_password: true
$t lxc network create n1 user.password=hush
| Network n1 created
> POST /1.0/networks {"config":{"user.password":"hush"},"description":"","name":"n1","type":""}
$t lxc network show n1
| config:
|   user.password: '********'
| description: ""
| name: n1
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n1
$ lxc network show n1
| config:
|   user.password: hush
| description: ""
| name: n1
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n1
$ lxc remote add reg https://me:hush@registry.example.com --protocol oci
$ lxc remote list -f csv
| images,https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local (current),unix://$SOCKET,lxd,file access,NO,NO,NO
| reg,https://me:hush@registry.example.com,oci,none,YES,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$t lxc remote list -f csv
| images,https://images.linuxcontainers.org,simplestreams,none,YES,YES,NO
| local (current),unix://$SOCKET,lxd,file access,NO,NO,NO
| reg,https://me:xxxxx@registry.example.com,oci,none,YES,NO,NO
| ubuntu,https://cloud-images.ubuntu.com/releases,simplestreams,none,YES,YES,NO
| ubuntu-daily,https://cloud-images.ubuntu.com/daily,simplestreams,none,YES,YES,NO
$t lxc remote list -f json
| {"images":{"Addr":"https://images.linuxcontainers.org","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"local":{"Addr":"unix://$SOCKET","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"","Public":false,"Static":false},"reg":{"Addr":"https://me:xxxxx@registry.example.com","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"oci","Public":true,"Static":false},"ubuntu":{"Addr":"https://cloud-images.ubuntu.com/releases","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true},"ubuntu-daily":{"Addr":"https://cloud-images.ubuntu.com/daily","AuthType":"","Domain":"","Global":false,"Project":"","Protocol":"simplestreams","Public":true,"Static":true}}
$t lxc remote list -f yaml --show-secrets
| images:
|   addr: https://images.linuxcontainers.org
|   protocol: simplestreams
|   public: true
| local:
|   addr: unix://$SOCKET
|   public: false
| reg:
|   addr: https://me:hush@registry.example.com
|   protocol: oci
|   public: true
| ubuntu:
|   addr: https://cloud-images.ubuntu.com/releases
|   protocol: simplestreams
|   public: true
| ubuntu-daily:
|   addr: https://cloud-images.ubuntu.com/daily
|   protocol: simplestreams
|   public: true
`)
}
