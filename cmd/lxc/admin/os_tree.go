package admin

import (
	"slices"

	"github.com/openlxc/lxc/pkg/i18n"
)

// osGroups are the words of `admin os` that have commands below them; those above come first.
func osGroups() []osCommand {
	groups := []osCommand{
		{words: "application", short: i18n.G("Manage the applications of the system")},
		{words: "debug", short: i18n.G("Debug the system")},
		{words: "debug secureboot", short: i18n.G("Debug Secure Boot")},
		{words: "service", short: i18n.G("Manage the services of the system")},
		{words: "system", short: i18n.G("Manage the system itself")},
	}
	for _, part := range osParts() {
		groups = append(groups, osCommand{words: "system " + part.words, short: i18n.F("Manage %s", part.short)})
	}
	return groups
}

// osParts are the parts of the system that have a configuration and a state. shown are those without a configuration.
func osParts() []osCommand {
	return []osCommand{
		{words: "fallback-listener", short: i18n.G("the listener for when the main application does not start")},
		{words: "kernel", short: i18n.G("the kernel")},
		{words: "logging", short: i18n.G("the logging")},
		{words: "network", short: i18n.G("the network")},
		{words: "provider", short: i18n.G("where updates come from")},
		{words: "resources", short: i18n.G("the hardware"), shown: true},
		{words: "security", short: i18n.G("encryption, certificates and Secure Boot")},
		{words: "storage", short: i18n.G("drives and storage pools")},
		{words: "update", short: i18n.G("the updates")},
	}
}

// osCommands are all commands of `admin os`.
func osCommands() []osCommand {
	return slices.Concat([]osCommand{
		{words: "show", short: i18n.G("Show the system: its version, and since when it runs"), path: "", do: (*osRequest).show, shown: true},
	}, osApplications(), osDebug(), osServices(), osSystem(), osSettings(), osStorage())
}

func osApplications() []osCommand {
	const path, named = "/applications/NAME", "application"
	return []osCommand{
		{words: "application action", short: i18n.G("Let an application do something of its own"), path: path + "/:action", do: (*osRequest).post, named: named, data: true},
		{words: "application add", short: i18n.G("Install an application"), path: "/applications", do: (*osRequest).post, data: true},
		{words: "application backup", short: i18n.G("Write a backup of an application to a file"), path: path + "/:backup", do: (*osRequest).save, named: named, file: true, data: true},
		{words: "application check-update", short: i18n.G("Look for an update of an application, and install it"), path: path + "/:check-update", do: (*osRequest).post, named: named},
		{words: "application debug", short: i18n.G("Debug an application"), path: path + "/:debug", do: (*osRequest).post, named: named, data: true},
		{words: "application edit", short: i18n.G("Edit the configuration of an application"), path: path, do: (*osRequest).edit, named: named},
		{words: "application factory-reset", short: i18n.G("Forget all that an application holds"), path: path + "/:factory-reset", do: (*osRequest).post, named: named, data: true, sure: true, ends: true},
		{words: "application list", short: i18n.G("List the installed applications"), path: "/applications", do: (*osRequest).list, shown: true},
		{words: "application remove", short: i18n.G("Remove an application"), path: path + "/:remove", do: (*osRequest).post, named: named, sure: true},
		{words: "application restart", short: i18n.G("Restart an application"), path: path + "/:restart", do: (*osRequest).post, named: named, sure: true, ends: true},
		{words: "application restore", short: i18n.G("Restore an application from a backup"), path: path + "/:restore", do: (*osRequest).send, named: named, file: true, sure: true, ends: true},
		{words: "application show", short: i18n.G("Show an application, its configuration and state"), path: path, do: (*osRequest).show, named: named, shown: true},
		{words: "application switch-version", short: i18n.G("Switch an application to another version that is there"), path: path + "/:switch-version", do: (*osRequest).post, named: named, data: true, sure: true, ends: true},
	}
}

func osDebug() []osCommand {
	return []osCommand{
		{words: "debug log", short: i18n.G("Show the log of the system"), path: "/debug/log", do: (*osRequest).journal},
		{words: "debug processes", short: i18n.G("List the processes of the system"), path: "/debug/processes", do: (*osRequest).text},
		{words: "debug secureboot event-log", short: i18n.G("Show what the TPM recorded while the system booted"), path: "/debug/secureboot/event-log", do: (*osRequest).show, shown: true},
		{words: "debug secureboot update", short: i18n.G("Apply an archive of Secure Boot variables (read from standard input)"), path: "/debug/secureboot/:update", do: (*osRequest).send},
	}
}

func osServices() []osCommand {
	const path, named = "/services/NAME", "service"
	return []osCommand{
		{words: "service edit", short: i18n.G("Edit the configuration of a service"), path: path, do: (*osRequest).edit, named: named},
		{words: "service list", short: i18n.G("List the services"), path: "/services", do: (*osRequest).list, shown: true},
		{words: "service reset", short: i18n.G("Reset a service"), path: path + "/:reset", do: (*osRequest).post, named: named, sure: true},
		{words: "service show", short: i18n.G("Show a service, its configuration and state"), path: path, do: (*osRequest).show, named: named, shown: true},
	}
}

func osSystem() []osCommand {
	return []osCommand{
		{words: "system backup", short: i18n.G("Write a backup of the system to a file"), path: "/system/:backup", do: (*osRequest).save, file: true, data: true},
		{words: "system factory-reset", short: i18n.G("Bring the system back to the state of its installation"), path: "/system/:factory-reset", do: (*osRequest).post, data: true, sure: true, ends: true},
		{words: "system poweroff", short: i18n.G("Power the system off"), path: "/system/:poweroff", do: (*osRequest).post, sure: true, ends: true},
		{words: "system reboot", short: i18n.G("Reboot the system"), path: "/system/:reboot", do: (*osRequest).post, sure: true, ends: true},
		{words: "system restore", short: i18n.G("Restore the system from a backup, and reboot"), path: "/system/:restore", do: (*osRequest).send, file: true, sure: true, ends: true},
		{words: "system suspend", short: i18n.G("Suspend the system"), path: "/system/:suspend", do: (*osRequest).post, sure: true, ends: true},
		{words: "system network confirm", short: i18n.G("Keep a changed network configuration, which else is rolled back"), path: "/system/network/:confirm", do: (*osRequest).post},
		{words: "system network flush-dns", short: i18n.G("Forget what was learned from DNS"), path: "/system/network/:flush-dns", do: (*osRequest).post},
		{words: "system security tpm-rebind", short: i18n.G("Bind the encryption to the TPM anew"), path: "/system/security/:tpm-rebind", do: (*osRequest).post, sure: true},
		{words: "system update check", short: i18n.G("Look for updates now"), path: "/system/update/:check", do: (*osRequest).post, data: true, sure: true},
	}
}

// osSettings are the commands that all parts of the system have: show and edit, and info of those with much to tell.
func osSettings() []osCommand {
	var all []osCommand
	for _, part := range osParts() {
		words, path := "system "+part.words, "/system/"+part.words
		all = append(all, osCommand{words: words + " show", short: i18n.F("Show %s", part.short), path: path, do: (*osRequest).show, shown: true})
		if !part.shown {
			all = append(all, osCommand{words: words + " edit", short: i18n.F("Edit the configuration of %s", part.short), path: path, do: (*osRequest).edit})
		}
		if slices.Contains([]string{"kernel", "network", "resources", "storage"}, part.words) {
			all = append(all, osCommand{words: words + " info", short: i18n.F("Show the state of %s", part.short), path: path, do: (*osRequest).state})
		}
	}
	return all
}

func osStorage() []osCommand {
	row := func(name, short, path string, sure bool) osCommand {
		return osCommand{words: "system storage " + name, short: short, path: "/system/storage/:" + path, do: (*osRequest).post, data: true, sure: sure}
	}
	return []osCommand{
		row("create-volume", i18n.G("Create a volume in a pool of the system"), "create-volume", false),
		row("delete", i18n.G("Delete a pool of the system with all its data"), "delete-pool", true),
		row("delete-volume", i18n.G("Delete a volume in a pool of the system"), "delete-volume", true),
		row("encrypt-drive", i18n.G("Wipe a drive and encrypt it"), "encrypt-drive", true),
		row("import-encrypted-drive", i18n.G("Import the key of an encrypted drive"), "import-encrypted-drive", false),
		row("import-storage-pool", i18n.G("Import an encrypted pool with its key"), "import-pool", false),
		row("scrub-pool", i18n.G("Check all data of a pool"), "scrub-pool", false),
		row("wipe-drive", i18n.G("Wipe a drive"), "wipe-drive", true),
	}
}
