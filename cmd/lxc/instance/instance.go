// Package instance has the commands that work on instances, one file per command.
package instance

import "github.com/openlxc/lxc/internal/cli"

// Areas are the commands on instances, in the order of the help.
var Areas = []cli.Area{
	{Name: "launch", Build: launchCommand},
	{Name: "init", Build: initCommand},
	{Name: "create", Build: createCommand},
	{Name: "list", Aliases: []string{"ls"}, Build: listCommand},
	{Name: "info", Build: infoCommand},
	{Name: "start", Build: startCommand},
	{Name: "stop", Build: stopCommand},
	{Name: "restart", Build: restartCommand},
	{Name: "pause", Aliases: []string{"freeze"}, Build: pauseCommand},
	{Name: "resume", Aliases: []string{"unfreeze"}, Build: resumeCommand},
	{Name: "exec", Build: execCommand},
	{Name: "snapshot", Build: snapshotCommand},
	{Name: "restore", Build: restoreCommand},
	{Name: "copy", Aliases: []string{"cp"}, Build: copyCommand},
	{Name: "move", Aliases: []string{"mv"}, Build: moveCommand},
	{Name: "rename", Build: renameCommand},
	{Name: "rebuild", Build: rebuildCommand},
	{Name: "publish", Build: publishCommand},
	{Name: "delete", Aliases: []string{"remove", "rm"}, Build: deleteCommand},
	{Name: "console", Build: consoleCommand},
	{Name: "logs", Build: logsCommand},
	{Name: "export", Build: exportCommand},
	{Name: "import", Build: importCommand},
	{Name: "top", Build: topCommand},
	{Name: "wait", Build: waitCommand},
	{Name: "port-forward", Build: portForwardCommand},
	{Name: "low-level", Aliases: []string{"debug"}, Short: lowLevelSummary, Build: lowLevelCommand},
}
