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
		groups = append(groups, osCommand{words: "system " + part.words, short: i18n.F("Manage %s", part.short)})
	}
	return groups
}

// osParts returns the parts of the system with a configuration and a state. Parts with shown set have no configuration.
func osParts() []osCommand {
	return []osCommand{
		{words: "fallback-listener", short: i18n.G("the fallback listener")},
		{words: "kernel", short: i18n.G("the kernel")},
		{words: "logging", short: i18n.G("logging")},
		{words: "network", short: i18n.G("the network")},
		{words: "provider", short: i18n.G("the update provider")},
		{words: "resources", short: i18n.G("the hardware"), shown: true},
		{words: "security", short: i18n.G("security")},
		{words: "storage", short: i18n.G("storage")},
		{words: "update", short: i18n.G("updates")},
	}
}

// osCommands returns all commands of `admin os`.
func osCommands() []osCommand {
	return slices.Concat([]osCommand{
		{words: "show", short: i18n.G("Show the system version and uptime"), path: "", do: (*osRequest).show, shown: true},
	}, osApplications(), osDebug(), osServices(), osSystem(), osSettings(), osStorage())
}
