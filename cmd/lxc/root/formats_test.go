package root_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

// acting are the verbs that change something and print notices at most.
var acting = strings.Fields(`acknowledge add add-certificate assign attach attach-profile delete demote-replica detach detach-profile edit
	enable evacuate generate-certificate grant join override pause promote-replica rebuild refresh remove rename restart restore resume
	revoke revoke-token run set set-keepalive set-property set-url shutdown start stop switch unset unset-property update-certificate`)

// unformatted are commands that print something else than data, each with its reason.
var unformatted = map[string]string{
	"admin cluster":                  "the daemon's own text",
	"admin init":                     "questions; --dump prints the YAML that --preseed reads",
	"admin recover":                  "questions",
	"admin waitready":                "the exit status is the answer",
	"wait":                           "the exit status is the answer",
	"finger":                         "the exit status is the answer",
	"config template create":         "a file",
	"config template show":           "a file",
	"network acl show-log":           "a log",
	"logs":                           "a log",
	"operation output":               "the output of a program",
	"exec":                           "the output of a program",
	"console":                        "the output of a program",
	"image generate-metadata":        "a file",
	"remote proxy":                   "a server",
	"port-forward":                   "a server",
	"webui":                          "a server",
	"low-level nbd":                  "a server",
	"storage volume nbd":             "a server",
	"exit-codes":                     "a text of the help",
	"flags":                          "a text of the help",
	"manpage":                        "files",
	"low-level bitmaps create":       "it prints nothing",
	"low-level repair":               "it prints nothing",
	"move":                           "it prints nothing",
	"profile copy":                   "it prints nothing",
	"config profile copy":            "it prints nothing",
	"storage volume copy":            "a notice",
	"storage volume move":            "a notice",
	"storage volume import":          "a notice",
	"storage bucket import":          "a notice",
	"storage volume snapshot create": "a notice",
	"image alias create":             "it prints nothing",
}

// TestWhatPrintsHasFormats: a command that prints data has --output, and one that has --format too.
func TestWhatPrintsHasFormats(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			visit(c)
		}
		_, path, _ := strings.Cut(cmd.CommandPath(), " ")
		if cmd.HasSubCommands() || path == "" {
			return
		}
		f := cmd.Flags()
		switch seen[path] = true; {
		case f.Lookup("output") != nil:
			if f.Lookup("format") == nil && f.ShorthandLookup("f") == nil {
				t.Errorf("%s has --output, but no --format", path)
			}
			if unformatted[path] != "" {
				t.Errorf("%s has --output", path)
			}
		case unformatted[path] != "" || slices.Contains(acting, cmd.Name()) || isFile(cmd) || isSystem(path):
		default:
			t.Errorf("%s has no --output", path)
		}
	}
	visit(root.New(cli.NewApp(&term.Streams{})))
	for path := range unformatted {
		if !seen[path] {
			t.Errorf("%s does not exist", path)
		}
	}
}

// isFile reports whether a command reads or writes files.
func isFile(cmd *cobra.Command) bool {
	return cmd.Parent().Name() == "file" || slices.Contains([]string{"export", "dump-memory"}, cmd.Name())
}

// isSystem reports whether a command of IncusOS does something; its response, if there is one, is printed.
func isSystem(path string) bool {
	words := strings.Fields(path)
	last := words[len(words)-1]
	return strings.HasPrefix(path, "admin os ") && !slices.Contains([]string{"show", "list", "info", "log", "processes", "event-log"}, last)
}

// TestResultsOfValues has single values, tokens and versions in the formats of objects.
func TestResultsOfValues(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c user.a=1
given profile create p1 -c user.b=2
$ lxc config get c1 user.a -o json
| "1"
> GET /1.0/instances/c1
$ lxc config get c1 user.a -f yaml
| "1"
> GET /1.0/instances/c1
$ lxc config get c1 user.nosuch -o json
| ""
> GET /1.0/instances/c1
$ lxc config get c1 user.a --jq length
| 1
> GET /1.0/instances/c1
$ lxc config get c1 user.a -o nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc profile get p1 user.b -o jsonl
| "2"
> GET /1.0/profiles/p1
$ lxc profile device get default root pool -o json
| "default"
> GET /1.0/profiles/default
$ lxc project get-current -o json
| "default"
$ lxc remote get-default -o name
| local
$ lxc query /1.0/profiles/p1 -o yaml
| config:
|   user.b: "2"
| description: ""
| devices: {}
| name: p1
| used_by: []
> GET /1.0/profiles/p1
$ lxc query /1.0/profiles/p1 --jq .config
| {"user.b":"2"}
> GET /1.0/profiles/p1
$ lxc query /1.0/profiles/p1 --fields name
| name: p1
> GET /1.0/profiles/p1
$ lxc query /1.0/profiles/p1 --raw --jq .status_code
| 200
> GET /1.0/profiles/p1
$ lxc project create pr1 -o name
| pr1
! Project pr1 created
> POST /1.0/projects {"config":{},"description":"","name":"pr1"}
> GET /1.0/projects/pr1
$ lxc project create pr2 -o json --fields name,description --description two
| {"description":"two","name":"pr2"}
! Project pr2 created
> POST /1.0/projects {"config":{},"description":"two","name":"pr2"}
> GET /1.0/projects/pr2
$ lxc version --jq .client.version
| 0.1
$ lxc version nosuch: -o json --fields client.version,server
| {"client":{"version":"0.1"},"server":null}
$ lxc version -o json --fields server.api_version,remote
| {"remote":"local","server":{"api_version":"1.0"}}
$ lxc profile list -o wide
| +---------+-----------------+---------+---------+
| |  NAME   |   DESCRIPTION   | USED BY | PROJECT |
| +---------+-----------------+---------+---------+
| | default | Default profile | 1       |         |
| +---------+-----------------+---------+---------+
| | p1      |                 | 0       |         |
| +---------+-----------------+---------+---------+
> GET /1.0/profiles?recursion=1
$ lxc profile list -o wide -c n
| +---------+
| |  NAME   |
| +---------+
| | default |
| +---------+
| | p1      |
| +---------+
> GET /1.0/profiles?recursion=1
$ lxc profile list -f wide,noheader
| +---------+-----------------+---+--+
| | default | Default profile | 1 |  |
| +---------+-----------------+---+--+
| | p1      |                 | 0 |  |
| +---------+-----------------+---+--+
> GET /1.0/profiles?recursion=1
$t lxc storage volume list -o wide
| +---------+-----------+------+-------------+--------------+---------+-------+
| |  POOL   |   TYPE    | NAME | DESCRIPTION | CONTENT-TYPE | USED BY | USAGE |
| +---------+-----------+------+-------------+--------------+---------+-------+
| | default | container | c1   |             | filesystem   | 1       |       |
| +---------+-----------+------+-------------+--------------+---------+-------+
> GET /1.0/storage-pools
> GET /1.0/storage-pools/default/volumes/container/c1/state
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc list -o wide
| +------+---------+------+------+-----------+-----------+--------------+--------------+----------------------+-------------+------------+---------+------------+------------+--------------+--------------+---------------+-----------+-----+----------+--------+-----------+------------+
| | NAME |  STATE  | IPV4 | IPV6 |   TYPE    | SNAPSHOTS | ARCHITECTURE | STORAGE POOL |      CREATED AT      | DESCRIPTION | DISK USAGE | PROJECT | BASE IMAGE | BASE IMAGE | LAST USED AT | MEMORY USAGE | MEMORY USAGE% | PROCESSES | PID | PROFILES | REMOTE | CPU USAGE | STARTED AT |
| +------+---------+------+------+-----------+-----------+--------------+--------------+----------------------+-------------+------------+---------+------------+------------+--------------+--------------+---------------+-----------+-----+----------+--------+-----------+------------+
| | c1   | STOPPED |      |      | CONTAINER | 0         | x86_64       | default      | DATE |             |            | default |            |            |              |              |               |           |     | default  | local  |           |            |
| +------+---------+------+------+-----------+-----------+--------------+--------------+----------------------+-------------+------------+---------+------------+------------+--------------+--------------+---------------+-----------+-----+----------+--------+-----------+------------+
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances?recursion=1
$ lxc list -o wide -c n
| +------+
| | NAME |
| +------+
| | c1   |
| +------+
> GET /1.0/instances?recursion=1
$ lxc list --fast -f wide
| +------+---------+--------------+----------------------+----------+-----------+
| | NAME |  STATE  | ARCHITECTURE |      CREATED AT      | PROFILES |   TYPE    |
| +------+---------+--------------+----------------------+----------+-----------+
| | c1   | STOPPED | x86_64       | DATE | default  | CONTAINER |
| +------+---------+--------------+----------------------+----------+-----------+
> GET /1.0/instances?recursion=1
$ lxc profile show p1 -o wide
| +---------------+-------+
| |     FIELD     | VALUE |
| +---------------+-------+
| | config.user.b | 2     |
| +---------------+-------+
| | description   |       |
| +---------------+-------+
| | name          | p1    |
| +---------------+-------+
| | used_by       |       |
| +---------------+-------+
> GET /1.0/profiles/p1
$ lxc top -o jsonl --once
> GET /1.0/instances?recursion=2 x2
$ lxc top -f name
> GET /1.0/instances?recursion=2 x2
$ lxc top -o wide
| +------+-----+--------+------+---------+----------+------+------+---------+
| | NAME | CPU | MEMORY | DISK | PROJECT | RECEIVED | SENT | READ | WRITTEN |
| +------+-----+--------+------+---------+----------+------+------+---------+
> GET /1.0/instances?recursion=2 x2
$ lxc monitor -o nosuch
! Error: unknown format "nosuch" (must be one of: yaml, json, jsonl, pretty)
= 2
$ lxc monitor -o pretty --jq .type
! {"error":{"code":2,"message":"--fields, --jq and --template cannot be used with the format pretty","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc monitor --jq .[
! {"error":{"code":2,"message":"invalid expression \".[\": unexpected EOF","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
`)
}
