// Command lxc is a client for LXD and Incus servers.
package main

import (
	"os"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args, root.New, os.Exit)) }
