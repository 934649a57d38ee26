package admin

import "github.com/openlxc/lxc/pkg/i18n"

func osServices() []osCommand {
	const path, named = "/services/NAME", "service"
	return []osCommand{
		{words: "service edit", short: i18n.G("Edit the configuration of a service"), path: path, do: (*osRequest).edit, named: named},
		{words: "service list", short: i18n.G("List services"), path: "/services", do: (*osRequest).list, shown: true},
		{words: "service reset", short: i18n.G("Reset a service"), path: path + "/:reset", do: (*osRequest).post, named: named, sure: true},
		{words: "service show", short: i18n.G("Show a service, its configuration and state"), path: path, do: (*osRequest).show, named: named, shown: true},
	}
}
