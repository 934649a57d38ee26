package root_test

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// TestEveryResultHasFormats: what lists or shows something has the flags for the format of the result.
func TestEveryResultHasFormats(t *testing.T) {
	t.Parallel()
	texts := []string{"config template show", "config trust show", "network acl show-log"} // files, and what is no object
	seen := 0
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		_, path, _ := strings.Cut(cmd.CommandPath(), " ")
		if strings.HasPrefix(path, "admin os") || cmd.HasSubCommands() {
			return
		}
		for _, verb := range []string{"list", "show", "info"} {
			if cmd.Name() != verb {
				continue
			}
			seen++
			for _, flag := range []string{"output", "fields", "jq", "template"} {
				if cmd.Flags().Lookup(flag) == nil && !strings.Contains(strings.Join(texts, ","), path) {
					t.Errorf("%s has no --%s", path, flag)
				}
			}
			if cmd.Flags().Lookup("output") != nil && cmd.Flags().ShorthandLookup("f") == nil {
				t.Errorf("%s has no -f", path)
			}
			if verb == "list" && !strings.HasSuffix(path, "device list") && (cmd.Flags().Lookup("sort") == nil || cmd.Flags().Lookup("filter") == nil) {
				t.Errorf("%s cannot sort or filter", path)
			}
		}
	}
	visit(root.New(cli.NewApp(&term.Streams{})))
	if seen < 60 {
		t.Errorf("only %d commands were seen", seen)
	}
}

// TestResultsOfLists has the formats of our own, and what else can be asked of lists and objects.
func TestResultsOfLists(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given profile create small -c limits.cpu=1 -c user.owner=ann --description "A small one"
given profile create large -c limits.cpu=16
given profile create huge -c limits.cpu=9

# -o is --format, with three more formats.
$ lxc profile list -o csv
| default,Default profile,0
| huge,,0
| large,,0
| small,A small one,0
> GET /1.0/profiles?recursion=1
$ lxc profile list -o name
| default
| huge
| large
| small
> GET /1.0/profiles?recursion=1
$ lxc profile list -f jsonl
| {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}},"name":"default","used_by":[]}
| {"config":{"limits.cpu":"9"},"description":"","devices":{},"name":"huge","used_by":[]}
| {"config":{"limits.cpu":"16"},"description":"","devices":{},"name":"large","used_by":[]}
| {"config":{"limits.cpu":"1","user.owner":"ann"},"description":"A small one","devices":{},"name":"small","used_by":[]}
> GET /1.0/profiles?recursion=1
$ lxc profile list -o template={{.name}}
| default
| huge
| large
| small
> GET /1.0/profiles?recursion=1
$ lxc profile list -o wide
| +---------+-----------------+---------+---------+
| |  NAME   |   DESCRIPTION   | USED BY | PROJECT |
| +---------+-----------------+---------+---------+
| | default | Default profile | 0       |         |
| +---------+-----------------+---------+---------+
| | huge    |                 | 0       |         |
| +---------+-----------------+---------+---------+
| | large   |                 | 0       |         |
| +---------+-----------------+---------+---------+
| | small   | A small one     | 0       |         |
| +---------+-----------------+---------+---------+
> GET /1.0/profiles?recursion=1
$ lxc profile list -f json -o name
| default
| huge
| large
| small
> GET /1.0/profiles?recursion=1

# Parts of the objects.
$ lxc profile list --fields name,config.limits.cpu
| +---------+-------------------+
| |  NAME   | CONFIG.LIMITS.CPU |
| +---------+-------------------+
| | default |                   |
| +---------+-------------------+
| | huge    | 9                 |
| +---------+-------------------+
| | large   | 16                |
| +---------+-------------------+
| | small   | 1                 |
| +---------+-------------------+
> GET /1.0/profiles?recursion=1
$ lxc profile list --fields name,config.limits.cpu -f csv,header
| NAME,CONFIG.LIMITS.CPU
| default,
| huge,9
| large,16
| small,1
> GET /1.0/profiles?recursion=1
$ lxc profile list --fields Name,Config.limits.cpu,nosuch -o jsonl
| {"config":{"limits.cpu":null},"name":"default","nosuch":null}
| {"config":{"limits.cpu":"9"},"name":"huge","nosuch":null}
| {"config":{"limits.cpu":"16"},"name":"large","nosuch":null}
| {"config":{"limits.cpu":"1"},"name":"small","nosuch":null}
> GET /1.0/profiles?recursion=1
$ lxc profile list --fields name,config.user.owner -o yaml
| - config:
|     user.owner: null
|   name: default
| - config:
|     user.owner: null
|   name: huge
| - config:
|     user.owner: null
|   name: large
| - config:
|     user.owner: ann
|   name: small
> GET /1.0/profiles?recursion=1
$ lxc profile list --fields name -o json
| [{"name":"default"},{"name":"huge"},{"name":"large"},{"name":"small"}]
> GET /1.0/profiles?recursion=1
$ lxc profile list --jq '.[].name'
| default
| huge
| large
| small
> GET /1.0/profiles?recursion=1
$ lxc profile list --jq 'map(select(.config["limits.cpu"] == "16") | {name})'
| [{"name":"large"}]
> GET /1.0/profiles?recursion=1
$ lxc profile list --template '{{.Name}}: {{index .config "limits.cpu"}} {{len .UsedBy}}'
| default:  0
| huge: 9 0
| large: 16 0
| small: 1 0
> GET /1.0/profiles?recursion=1

# Order and choice, the same in every format.
$ lxc profile list --sort -config.limits.cpu -o name
| large
| huge
| small
| default
> GET /1.0/profiles?recursion=1
$ lxc profile list --sort -name -f csv
| small,A small one,0
| large,,0
| huge,,0
| default,Default profile,0
> GET /1.0/profiles?recursion=1
$ lxc profile list --sort "used by,-NAME" -o name
| small
| large
| huge
| default
> GET /1.0/profiles?recursion=1
$ lxc profile list --filter config.user.owner=Ann -o name
| small
> GET /1.0/profiles?recursion=1
$ lxc profile list --filter "USED BY=0" --filter name=huge -f csv
| huge,,0
> GET /1.0/profiles?recursion=1
$ lxc profile list --filter name=nosuch --sort nosuch -o json
| []
> GET /1.0/profiles?recursion=1

# What cannot be.
$ lxc profile list -o nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc profile list --sort nosuch
! Error: unknown column or field "nosuch"
= 1
> GET /1.0/profiles?recursion=1
$ lxc profile list --filter nosuch
! Error: invalid filter "nosuch" (must be key=value)
= 2
$ lxc profile list --jq '.['
! {"error":{"code":2,"message":"invalid expression \".[\": unexpected EOF","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc profile list --jq 'nosuch'
! {"error":{"code":2,"message":"invalid expression \"nosuch\": function not defined: nosuch/0","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc profile list --jq .[] -o yaml
! {"error":{"code":2,"message":"--jq requires the format json","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc profile list --jq '.[] | error("oh")'
! {"error":{"code":1,"message":"error: oh","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 1
> GET /1.0/profiles?recursion=1
$ lxc profile list --template '{{.name'
! Error: invalid expression "{{.name": 1: unclosed action
= 2
$ lxc profile list --template ''
| +---------+-----------------+---------+
| |  NAME   |   DESCRIPTION   | USED BY |
| +---------+-----------------+---------+
| | default | Default profile | 0       |
| +---------+-----------------+---------+
| | huge    |                 | 0       |
| +---------+-----------------+---------+
| | large   |                 | 0       |
| +---------+-----------------+---------+
| | small   | A small one     | 0       |
| +---------+-----------------+---------+
> GET /1.0/profiles?recursion=1
$ lxc profile list --template '{{.name}}' --jq .
! {"error":{"code":2,"message":"--jq and --template cannot be used together","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc profile list -f template
! Error: --template and the format template require each other
= 2
$ lxc profile list --template '{{printf}}'
! Error: invalid expression "{{printf}}": printf: wrong number of arguments
= 1
> GET /1.0/profiles?recursion=1

# Remotes and aliases are not at a server.
$ lxc remote list -o name
| images
| local
| ubuntu
| ubuntu-daily
$ lxc remote list --fields name,protocol -o json
| [{"Name":"images","Protocol":"simplestreams"},{"Name":"local","Protocol":"lxd"},{"Name":"ubuntu","Protocol":"simplestreams"},{"Name":"ubuntu-daily","Protocol":"simplestreams"}]
$ lxc alias list -o jsonl
`)
}
