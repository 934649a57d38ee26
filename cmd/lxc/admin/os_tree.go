package admin

import (
	"slices"

	"github.com/openlxc/lxc/pkg/i18n"
)

// osGroups returns the groups of `admin os`, parents first.
func osGroups() []osCommand {
	groups := []osCommand{
		{words: "application", short: i18n.G("Manage applications")},
		{words: "debug", short: i18n.G("Debug the system")},
		{words: "debug secureboot", short: i18n.G("Debug Secure Boot")},
		{words: "service", short: i18n.G("Manage services")},
		{words: "system", short: i18n.G("Manage the system")},
	}
	for _, part := range osParts() {
		groups = append(groups, osCommand{words: "system " + part.words, short: part.manage})
	}
	return groups
}

// osPart is a part of the system, with the help of its commands. Without edit it has no configuration, without info no state.
type osPart struct{ words, manage, show, edit, info string }

func osParts() []osPart {
	return []osPart{
		{"fallback-listener", i18n.G("Manage the fallback listener"), i18n.G("Show the fallback listener"), i18n.G("Edit the configuration of the fallback listener"), ""},
		{"kernel", i18n.G("Manage the kernel"), i18n.G("Show the kernel"), i18n.G("Edit the configuration of the kernel"), i18n.G("Show the state of the kernel")},
		{"logging", i18n.G("Manage logging"), i18n.G("Show logging"), i18n.G("Edit the configuration of logging"), ""},
		{"network", i18n.G("Manage the network"), i18n.G("Show the network"), i18n.G("Edit the configuration of the network"), i18n.G("Show the state of the network")},
		{"provider", i18n.G("Manage the update provider"), i18n.G("Show the update provider"), i18n.G("Edit the configuration of the update provider"), ""},
		{"resources", i18n.G("Manage the hardware"), i18n.G("Show the hardware"), "", i18n.G("Show the state of the hardware")},
		{"security", i18n.G("Manage security"), i18n.G("Show security"), i18n.G("Edit the configuration of security"), ""},
		{"storage", i18n.G("Manage storage"), i18n.G("Show storage"), i18n.G("Edit the configuration of storage"), i18n.G("Show the state of storage")},
		{"update", i18n.G("Manage updates"), i18n.G("Show updates"), i18n.G("Edit the configuration of updates"), ""},
	}
}

// osCommands returns all commands of `admin os`.
func osCommands() []osCommand {
	return slices.Concat([]osCommand{
		{words: "show", short: i18n.G("Show the system version and uptime"), path: "", do: (*osRequest).show, shown: true},
	}, osApplications(), osDebug(), osServices(), osSystem(), osSettings(), osStorage())
}
