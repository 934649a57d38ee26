package config

import "time"

const lockInterval = 20 * time.Millisecond

// The built-in remotes.
var (
	LocalRemote              = Remote{Addr: "unix://", Static: true}
	ImagesRemote             = Remote{Addr: "https://images.linuxcontainers.org", Public: true, Protocol: "simplestreams"}
	UbuntuRemote             = Remote{Addr: "https://cloud-images.ubuntu.com/releases", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuDailyRemote        = Remote{Addr: "https://cloud-images.ubuntu.com/daily", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuMinimalRemote      = Remote{Addr: "https://cloud-images.ubuntu.com/minimal/releases", Public: true, Protocol: "simplestreams", Static: true}
	UbuntuMinimalDailyRemote = Remote{Addr: "https://cloud-images.ubuntu.com/minimal/daily", Public: true, Protocol: "simplestreams", Static: true}
)

// StaticRemotes are always there and never saved.
var StaticRemotes = map[string]Remote{
	"local": LocalRemote, "ubuntu": UbuntuRemote, "ubuntu-daily": UbuntuDailyRemote,
	"ubuntu-minimal": UbuntuMinimalRemote, "ubuntu-minimal-daily": UbuntuMinimalDailyRemote,
}

// DefaultRemotes are those of a user without a configuration file.
var DefaultRemotes = map[string]Remote{
	"images": ImagesRemote, "local": LocalRemote, "ubuntu": UbuntuRemote, "ubuntu-daily": UbuntuDailyRemote,
	"ubuntu-minimal": UbuntuMinimalRemote, "ubuntu-minimal-daily": UbuntuMinimalDailyRemote,
}

// DefaultConfig is the configuration of a user who has none. It is shared: take NewConfig to change it.
var DefaultConfig = Config{Remotes: DefaultRemotes, DefaultRemote: "local"}
