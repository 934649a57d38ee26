package config

import "time"

const lockInterval = 20 * time.Millisecond

// Built-in remotes.
var (
	LocalRemote              = Remote{Addr: "unix://", Static: true}
	ImagesRemote             = Remote{Addr: "https://images.linuxcontainers.org", Public: true, Protocol: "simplestreams"}
	UbuntuRemote             = Remote{Addr: "https://cloud-images.ubuntu.com/releases", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuDailyRemote        = Remote{Addr: "https://cloud-images.ubuntu.com/daily", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuMinimalRemote      = Remote{Addr: "https://cloud-images.ubuntu.com/minimal/releases", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuMinimalDailyRemote = Remote{Addr: "https://cloud-images.ubuntu.com/minimal/daily", Public: true, Protocol: "simplestreams", Static: true}
)

// StaticRemotes are always available and never saved.
var StaticRemotes = map[string]Remote{
	"local": LocalRemote, "ubuntu": UbuntuRemote, "ubuntu-daily": UbuntuDailyRemote,
	"ubuntu-minimal": UbuntuMinimalRemote, "ubuntu-minimal-daily": UbuntuMinimalDailyRemote,
}

// DefaultRemotes are the remotes of a new user.
var DefaultRemotes = map[string]Remote{
	"images": ImagesRemote, "local": LocalRemote, "ubuntu": UbuntuRemote, "ubuntu-daily": UbuntuDailyRemote,
	"ubuntu-minimal": UbuntuMinimalRemote, "ubuntu-minimal-daily": UbuntuMinimalDailyRemote,
}

// DefaultConfig is the configuration of a new user. It is shared: use NewConfig to modify it.
var DefaultConfig = Config{Remotes: DefaultRemotes, DefaultRemote: "local"}
