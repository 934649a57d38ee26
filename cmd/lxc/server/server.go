// Package server implements commands for whole servers: version, query, monitor and others.
package server

import "github.com/openlxc/lxc/internal/cli"

// Areas are the commands for servers.
var Areas = []cli.Area{
	{Name: "monitor", Build: monitorCommand},
	{Name: "query", Build: queryCommand},
	{Name: "version", Build: versionCommand},
	{Name: "webui", Build: webUICommand},
	{Name: "finger", Build: fingerCommand},
}
