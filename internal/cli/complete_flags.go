package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/output"
)

// LettersAnnotation is the annotation of a columns flag that holds the letters of all columns.
const LettersAnnotation = "letters"

// ColumnsAnnotation is the annotation of a columns flag that holds one line per column for the help.
const ColumnsAnnotation = "columns"

// CompleteFlags sets completers for all flags that take a value. It is only called for completion requests.
func (a *App) CompleteFlags(root *cobra.Command) {
	for _, cmd := range root.Commands() {
		a.CompleteFlags(cmd)
	}
	_, path, _ := strings.Cut(root.CommandPath(), " ")
	root.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if _, has := root.GetFlagCompletionFunc(f.Name); has || f.Value.Type() == "bool" {
			return
		}
		of, local := FlagCompleter(path, f)
		_ = root.RegisterFlagCompletionFunc(f.Name, func(cmd *cobra.Command, words []string, word string) ([]string, cobra.ShellCompDirective) {
			if local {
				return nil, cobra.ShellCompDirectiveDefault
			}
			if of == nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			found := a.propose(cmd, of, Cursor{Word: word, Before: words})
			return found, cobra.ShellCompDirectiveNoFileComp | spaceAfter(found)
		})
	})
}

// FlagCompleter returns the completer for the value of a flag, or nil for free text. local reports whether the value is a
// local file.
func FlagCompleter(path string, f *pflag.Flag) (of Completer, local bool) {
	if f.Name == "columns" {
		letters := f.DefValue
		if more := f.Annotations[LettersAnnotation]; len(more) > 0 {
			letters = more[0]
		}
		return Letters(letters), false
	}
	for _, name := range []string{path + " --" + f.Name, parentOf(path) + " * --" + f.Name, f.Name} {
		if slices.Contains(localFlags, name) {
			return nil, true
		}
		if of := flagNouns()[name]; of != nil {
			return of, false
		}
	}
	return nil, false
}

func parentOf(path string) string {
	first, _, _ := strings.Cut(path, " ")
	return first
}

// localFlags are the flags that take a local file.
var localFlags = []string{"environment-file", "storage-create-device"}

// Letters completes a list of column letters with one more letter.
func Letters(all string) Completer {
	return func(_ context.Context, _ *App, at Cursor) []string {
		var out []string
		for _, letter := range all {
			if !strings.ContainsRune(at.Word, letter) && letter != ',' {
				out = append(out, at.Word+string(letter))
			}
		}
		return out
	}
}

// Here completes names on the server that the first argument names.
func Here(noun string) Completer {
	return Under(func(s lxd.InstanceServer, _ []string) ([]string, error) { return namesOf(s, noun, nil) })
}

// WaitConditions returns the conditions of `lxc wait`; those that end in = take a value.
func WaitConditions() []string {
	return []string{"agent", "cloud-init", "cmd=", "file=", "ip", "ipv4", "ipv6", "ready", "running", "status=running", "status=stopped"}
}

// flagNouns returns the completers of flags by name: of one command, of all commands of an area, or of all commands.
func flagNouns() map[string]Completer {
	modes, consoles := Fixed("pull", "push", "relay"), Fixed("console", "vga")
	contents, sizes := Fixed("file", "directory", "symlink"), Fixed(instanceSizes...)
	volumes, bits := Fixed("root", "all-exclusive"), Fixed("0644", "0755", "0600", "0700")
	nvram, certificate, events := Fixed("yaml", "raw", "hex", "base64"), Fixed("pem", "fingerprint", "base64"), Fixed("yaml", "json", "jsonl", "pretty")
	return map[string]Completer{
		"target": Here("member"), "destination-target": Here("member"), "target-project": Here("project"), "project": Here("project"),
		"projects": List(Here("project")), "storage": Here("pool"), "profile": Here("profile"), "network": Here("network"),
		"console": consoles, "compression": Fixed("gzip", "bzip2", "xz", "lzma", "zstd", "none"), "disk-volumes": volumes,
		"export-version": Fixed("1", "2"), "allocate": Fixed("ipv4", "ipv6"), "mode": modes, "format": Fixed(output.Formats...), "output": Fixed(output.Formats...), "color": Fixed(colorChoices...),
		"device": DevicePairs, "config": Keys("instance", "="),

		"project create --config": Keys("project", "="), "cluster * --config": Keys("cluster", "="), "storage * --config": Keys("storage", "="),
		"network * --config": Keys("network", "="), "profile * --config": Keys("instance", "="),
		"exec --cwd": PathsInside, "exec --mode": Fixed("auto", "interactive", "non-interactive"), "console --type": consoles,
		"file * --mode": bits, "storage volume file create --mode": bits, "storage volume file pull --mode": bits, "storage volume file push --mode": bits,
		"file create --type": contents, "storage volume file create --type": contents,
		"launch --type": sizes, "create --type": sizes, "init --type": sizes,
		"network create --type": Fixed("bridge", "macvlan", "sriov", "ovn", "physical"), "network peer create --type": Fixed("local", "remote"),
		"storage volume create --type": Fixed("filesystem", "block"), "storage volume import --type": Fixed("backup", "iso", "tar"),
		"config trust add --type": Fixed("client", "metrics"), "config trust add-certificate --type": Fixed("client", "metrics"),
		"monitor --type": List(Fixed("operation", "logging", "lifecycle")), "monitor --format": events, "monitor --output": events,
		"monitor --loglevel": Fixed("debug", "info", "warning", "error"),
		"launch --wait":      Fixed(WaitConditions()...),
		"publish --format":   Fixed("unified", "split"), "manpage --format": Fixed("man", "md"),
		"low-level dump-memory --format": Fixed("elf", "win-dmp", "kdump-zlib", "kdump-lzo", "kdump-snappy"),
		"low-level nvram get --format":   nvram, "low-level nvram get --output": nvram, "low-level nvram set --format": nvram,
		"remote get-client-certificate --format": certificate, "remote get-client-certificate --output": certificate,
		"remote add --auth-type": Fixed("tls", "oidc", "bearer"), "remote add --protocol": Fixed("lxd", "incus", "simplestreams", "oci"), "remote add --project": Nothing,
		"cluster evacuate --action": Fixed("auto", "stop", "migrate", "live-migrate"), "cluster restore --action": Fixed("skip"),
		"query --request": Fixed("GET", "PUT", "POST", "PATCH", "DELETE"), "storage bucket key create --role": Fixed("admin", "read-only"),
		"admin init --storage-backend": Fixed(StorageDrivers...), "admin init --storage-pool": Here("pool"),
		"admin os system restore --skip": List(Fixed("encryption-recovery-keys", "local-data-encryption-key", "network-macs")),
		"auth identity create --group":   List(Here("auth-group")), "cluster link create --auth-group": List(Here("auth-group")),
		"import --device": Fixed("root,size="), "storage volume bitmap create --disabled": Fixed("true", "false"),
		"storage volume bitmap create --persistent": Fixed("true", "false"),
	}
}

// StorageDrivers lists the drivers of storage pools.
var StorageDrivers = []string{"dir", "btrfs", "lvm", "lvmcluster", "zfs", "ceph", "cephfs", "cephobject", "linstor", "truenas", "powerflex", "pure", "alletra"}

// instanceSizes lists common instance types: cores and memory, or names used by clouds.
var instanceSizes = []string{"c1-m1", "c1-m2", "c2-m2", "c2-m4", "c4-m4", "c4-m8", "c8-m16", "t2.micro", "t2.small", "t2.medium", "t2.large"}
