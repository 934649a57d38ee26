package admin

import "github.com/openlxc/lxc/pkg/i18n"

func osSystem() []osCommand {
	return []osCommand{
		{words: "system backup", short: i18n.G("Back up the system to a file"), path: "/system/:backup", do: (*osRequest).save, file: true, data: true},
		{words: "system factory-reset", short: i18n.G("Reset the system to its initial state"), path: "/system/:factory-reset", do: (*osRequest).post, data: true, sure: true, ends: true},
		{words: "system poweroff", short: i18n.G("Power off the system"), path: "/system/:poweroff", do: (*osRequest).post, sure: true, ends: true},
		{words: "system reboot", short: i18n.G("Reboot the system"), path: "/system/:reboot", do: (*osRequest).post, sure: true, ends: true},
		{words: "system restore", short: i18n.G("Restore the system from a backup, and reboot"), path: "/system/:restore", do: (*osRequest).send, file: true, sure: true, ends: true},
		{words: "system suspend", short: i18n.G("Suspend the system"), path: "/system/:suspend", do: (*osRequest).post, sure: true, ends: true},
		{words: "system network confirm", short: i18n.G("Confirm a network configuration change (otherwise it is rolled back)"), path: "/system/network/:confirm", do: (*osRequest).post},
		{words: "system network flush-dns", short: i18n.G("Flush the DNS cache"), path: "/system/network/:flush-dns", do: (*osRequest).post},
		{words: "system security tpm-rebind", short: i18n.G("Rebind the encryption keys to the TPM"), path: "/system/security/:tpm-rebind", do: (*osRequest).post, sure: true},
		{words: "system update check", short: i18n.G("Check for updates now"), path: "/system/update/:check", do: (*osRequest).post, data: true, sure: true},
	}
}

// osSettings returns the commands common to the parts of the system: show, edit, and info for parts with a state.
func osSettings() []osCommand {
	var all []osCommand
	for _, part := range osParts() {
		words, path := "system "+part.words, "/system/"+part.words
		all = append(all, osCommand{words: words + " show", short: part.show, path: path, do: (*osRequest).show, shown: true})
		if part.edit != "" {
			all = append(all, osCommand{words: words + " edit", short: part.edit, path: path, do: (*osRequest).edit})
		}
		if part.info != "" {
			all = append(all, osCommand{words: words + " info", short: part.info, path: path, do: (*osRequest).state, shown: true})
		}
	}
	return all
}

func osStorage() []osCommand {
	row := func(name, short, path string, sure bool) osCommand {
		return osCommand{words: "system storage " + name, short: short, path: "/system/storage/:" + path, do: (*osRequest).post, data: true, sure: sure}
	}
	return []osCommand{
		row("create-volume", i18n.G("Create a volume in a system storage pool"), "create-volume", false),
		row("delete", i18n.G("Delete a system storage pool and all its data"), "delete-pool", true),
		row("delete-volume", i18n.G("Delete a volume in a system storage pool"), "delete-volume", true),
		row("encrypt-drive", i18n.G("Wipe a drive and encrypt it"), "encrypt-drive", true),
		row("import-encrypted-drive", i18n.G("Import the key of an encrypted drive"), "import-encrypted-drive", false),
		row("import-storage-pool", i18n.G("Import an encrypted pool with its key"), "import-pool", false),
		row("scrub-pool", i18n.G("Scrub a pool"), "scrub-pool", false),
		row("wipe-drive", i18n.G("Wipe a drive"), "wipe-drive", true),
	}
}
