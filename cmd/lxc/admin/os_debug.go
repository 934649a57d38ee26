package admin

import "github.com/openlxc/lxc/pkg/i18n"

func osDebug() []osCommand {
	return []osCommand{
		{words: "debug log", short: i18n.G("Show the system log"), path: "/debug/log", do: (*osRequest).journal, shown: true},
		{words: "debug processes", short: i18n.G("List system processes"), path: "/debug/processes", do: (*osRequest).text, shown: true},
		{words: "debug secureboot event-log", short: i18n.G("Show the TPM event log"), path: "/debug/secureboot/event-log", do: (*osRequest).show, shown: true},
		{words: "debug secureboot update", short: i18n.G("Apply an archive of Secure Boot variables (reads it from stdin)"), path: "/debug/secureboot/:update", do: (*osRequest).send},
	}
}
