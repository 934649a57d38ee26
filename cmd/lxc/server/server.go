// Package server holds the commands about servers as a whole: version, query, monitor.
package server

import "github.com/openlxc/lxc/internal/cli"

// Areas are the commands on a server.
var Areas = []cli.Area{
	{Name: "monitor", Build: monitorCommand},
	{Name: "query", Build: queryCommand},
	{Name: "version", Build: versionCommand},
	{Name: "webui", Build: webUICommand},
	{Name: "finger", Build: fingerCommand},
}
