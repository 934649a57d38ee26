package admin

import "github.com/openlxc/lxc/pkg/i18n"

func osApplications() []osCommand {
	const path, named = "/applications/NAME", "application"
	return []osCommand{
		{words: "application action", short: i18n.G("Run an application-specific action"), path: path + "/:action", do: (*osRequest).post, named: named, data: true},
		{words: "application add", short: i18n.G("Install an application"), path: "/applications", do: (*osRequest).post, data: true},
		{words: "application backup", short: i18n.G("Back up an application to a file"), path: path + "/:backup", do: (*osRequest).save, named: named, file: true, data: true},
		{words: "application check-update", short: i18n.G("Check for an application update and install it"), path: path + "/:check-update", do: (*osRequest).post, named: named},
		{words: "application debug", short: i18n.G("Debug an application"), path: path + "/:debug", do: (*osRequest).post, named: named, data: true},
		{words: "application edit", short: i18n.G("Edit the configuration of an application"), path: path, do: (*osRequest).edit, named: named},
		{words: "application factory-reset", short: i18n.G("Delete all data of an application"), path: path + "/:factory-reset", do: (*osRequest).post, named: named, data: true, sure: true, ends: true},
		{words: "application list", short: i18n.G("List installed applications"), path: "/applications", do: (*osRequest).list, shown: true},
		{words: "application remove", short: i18n.G("Remove an application"), path: path + "/:remove", do: (*osRequest).post, named: named, sure: true},
		{words: "application restart", short: i18n.G("Restart an application"), path: path + "/:restart", do: (*osRequest).post, named: named, sure: true, ends: true},
		{words: "application restore", short: i18n.G("Restore an application from a backup"), path: path + "/:restore", do: (*osRequest).send, named: named, file: true, sure: true, ends: true},
		{words: "application show", short: i18n.G("Show an application, its configuration and state"), path: path, do: (*osRequest).show, named: named, shown: true},
		{words: "application switch-version", short: i18n.G("Switch an application to another installed version"), path: path + "/:switch-version", do: (*osRequest).post, named: named, data: true, sure: true, ends: true},
	}
}
