package api

// Resources describes the hardware of a server (GET /1.0/resources, extension resources). Servers omit what they do not
// know.
type Resources struct {
	CPU     ResourcesCPU     `json:"cpu" yaml:"cpu"`
	GPU     ResourcesGPU     `json:"gpu" yaml:"gpu"`
	Load    ResourcesLoad    `json:"load" yaml:"load"`
	Memory  ResourcesMemory  `json:"memory" yaml:"memory"`
	Network ResourcesNetwork `json:"network" yaml:"network"`
	PCI     ResourcesPCI     `json:"pci" yaml:"pci"`
	Serial  ResourcesSerial  `json:"serial" yaml:"serial"`
	Storage ResourcesStorage `json:"storage" yaml:"storage"`
	System  ResourcesSystem  `json:"system" yaml:"system"`
	USB     ResourcesUSB     `json:"usb" yaml:"usb"`
}

// ResourcesCPU describes the processors. Total counts their threads.
type ResourcesCPU struct {
	Architecture string               `json:"architecture" yaml:"architecture"`
	Sockets      []ResourcesCPUSocket `json:"sockets" yaml:"sockets"`
	Total        uint64               `json:"total" yaml:"total"`
}

// ResourcesCPUSocket is a processor. Frequencies are in MHz.
type ResourcesCPUSocket struct {
	AddressSizes     *ResourcesCPUAddressSizes `json:"address_sizes,omitempty" yaml:"address_sizes,omitempty"`
	Cache            []ResourcesCPUCache       `json:"cache,omitempty" yaml:"cache,omitempty"`
	Cores            []ResourcesCPUCore        `json:"cores" yaml:"cores"`
	Frequency        uint64                    `json:"frequency,omitempty" yaml:"frequency,omitempty"`
	FrequencyMinimum uint64                    `json:"frequency_minimum,omitempty" yaml:"frequency_minimum,omitempty"`
	FrequencyTurbo   uint64                    `json:"frequency_turbo,omitempty" yaml:"frequency_turbo,omitempty"`
	Name             string                    `json:"name,omitempty" yaml:"name,omitempty"`
	Socket           uint64                    `json:"socket" yaml:"socket"`
	Vendor           string                    `json:"vendor,omitempty" yaml:"vendor,omitempty"`
}

// ResourcesCPUAddressSizes are the widths of addresses, in bits (Incus).
type ResourcesCPUAddressSizes struct {
	PhysicalBits uint64 `json:"physical_bits" yaml:"physical_bits"`
	VirtualBits  uint64 `json:"virtual_bits" yaml:"virtual_bits"`
}

// ResourcesCPUCache is a cache of a processor. Size is in bytes. Type is "Data", "Instruction" or "Unified".
type ResourcesCPUCache struct {
	Level uint64 `json:"level" yaml:"level"`
	Size  uint64 `json:"size" yaml:"size"`
	Type  string `json:"type" yaml:"type"`
}

// ResourcesCPUCore is a core. Frequency is in MHz. Cluster and Flags are specific to Incus.
type ResourcesCPUCore struct {
	Cluster   uint64               `json:"cluster" yaml:"cluster"`
	Core      uint64               `json:"core" yaml:"core"`
	Die       uint64               `json:"die" yaml:"die"`
	Flags     []string             `json:"flags" yaml:"flags"`
	Frequency uint64               `json:"frequency,omitempty" yaml:"frequency,omitempty"`
	Threads   []ResourcesCPUThread `json:"threads" yaml:"threads"`
}

// ResourcesCPUThread is a thread of a core. ID is the number used in limits.cpu.
type ResourcesCPUThread struct {
	ID       int64  `json:"id" yaml:"id"`
	Isolated bool   `json:"isolated" yaml:"isolated"`
	NUMANode uint64 `json:"numa_node" yaml:"numa_node"`
	Online   bool   `json:"online" yaml:"online"`
	Thread   uint64 `json:"thread" yaml:"thread"`
}

// ResourcesMemory describes the memory, in bytes.
type ResourcesMemory struct {
	HugepagesSize  uint64                `json:"hugepages_size" yaml:"hugepages_size"`
	HugepagesTotal uint64                `json:"hugepages_total" yaml:"hugepages_total"`
	HugepagesUsed  uint64                `json:"hugepages_used" yaml:"hugepages_used"`
	Nodes          []ResourcesMemoryNode `json:"nodes,omitempty" yaml:"nodes,omitempty"`
	Total          uint64                `json:"total" yaml:"total"`
	Used           uint64                `json:"used" yaml:"used"`
}

// ResourcesMemoryNode is the memory of a NUMA node, in bytes.
type ResourcesMemoryNode struct {
	HugepagesTotal uint64 `json:"hugepages_total" yaml:"hugepages_total"`
	HugepagesUsed  uint64 `json:"hugepages_used" yaml:"hugepages_used"`
	NUMANode       uint64 `json:"numa_node" yaml:"numa_node"`
	Total          uint64 `json:"total" yaml:"total"`
	Used           uint64 `json:"used" yaml:"used"`
}

// ResourcesGPU lists the graphics cards.
type ResourcesGPU struct {
	Cards []ResourcesGPUCard `json:"cards" yaml:"cards"`
	Total uint64             `json:"total" yaml:"total"`
}

// ResourcesGPUCard is a graphics card.
type ResourcesGPUCard struct {
	DRM           *ResourcesGPUCardDRM            `json:"drm,omitempty" yaml:"drm,omitempty"`
	Driver        string                          `json:"driver,omitempty" yaml:"driver,omitempty"`
	DriverVersion string                          `json:"driver_version,omitempty" yaml:"driver_version,omitempty"`
	Mdev          map[string]ResourcesGPUCardMdev `json:"mdev,omitempty" yaml:"mdev,omitempty"`
	NUMANode      uint64                          `json:"numa_node" yaml:"numa_node"`
	Nvidia        *ResourcesGPUCardNvidia         `json:"nvidia,omitempty" yaml:"nvidia,omitempty"`
	PCIAddress    string                          `json:"pci_address,omitempty" yaml:"pci_address,omitempty"`
	Product       string                          `json:"product,omitempty" yaml:"product,omitempty"`
	ProductID     string                          `json:"product_id,omitempty" yaml:"product_id,omitempty"`
	SRIOV         *ResourcesGPUCardSRIOV          `json:"sriov,omitempty" yaml:"sriov,omitempty"`
	USBAddress    string                          `json:"usb_address,omitempty" yaml:"usb_address,omitempty"`
	Vendor        string                          `json:"vendor,omitempty" yaml:"vendor,omitempty"`
	VendorID      string                          `json:"vendor_id,omitempty" yaml:"vendor_id,omitempty"`
}

// ResourcesGPUCardDRM lists the DRM devices of a card, as MAJOR:MINOR.
type ResourcesGPUCardDRM struct {
	CardDevice    string `json:"card_device" yaml:"card_device"`
	CardName      string `json:"card_name" yaml:"card_name"`
	ControlDevice string `json:"control_device,omitempty" yaml:"control_device,omitempty"`
	ControlName   string `json:"control_name,omitempty" yaml:"control_name,omitempty"`
	ID            uint64 `json:"id" yaml:"id"`
	RenderDevice  string `json:"render_device,omitempty" yaml:"render_device,omitempty"`
	RenderName    string `json:"render_name,omitempty" yaml:"render_name,omitempty"`
}

// ResourcesGPUCardMdev is a mediated device profile. Devices are those in use.
type ResourcesGPUCardMdev struct {
	API         string   `json:"api" yaml:"api"`
	Available   uint64   `json:"available" yaml:"available"`
	Description string   `json:"description,omitempty" yaml:"description,omitempty"`
	Devices     []string `json:"devices" yaml:"devices"`
	Name        string   `json:"name,omitempty" yaml:"name,omitempty"`
}

// ResourcesGPUCardNvidia is what the NVIDIA driver reports about a card.
type ResourcesGPUCardNvidia struct {
	Architecture string `json:"architecture,omitempty" yaml:"architecture,omitempty"`
	Brand        string `json:"brand" yaml:"brand"`
	CUDAVersion  string `json:"cuda_version,omitempty" yaml:"cuda_version,omitempty"`
	CardDevice   string `json:"card_device" yaml:"card_device"`
	CardName     string `json:"card_name" yaml:"card_name"`
	Model        string `json:"model" yaml:"model"`
	NVRMVersion  string `json:"nvrm_version,omitempty" yaml:"nvrm_version,omitempty"`
	UUID         string `json:"uuid,omitempty" yaml:"uuid,omitempty"`
}

// ResourcesGPUCardSRIOV lists the virtual functions of a graphics card.
type ResourcesGPUCardSRIOV struct {
	CurrentVFs uint64             `json:"current_vfs" yaml:"current_vfs"`
	MaximumVFs uint64             `json:"maximum_vfs" yaml:"maximum_vfs"`
	VFs        []ResourcesGPUCard `json:"vfs" yaml:"vfs"`
}

// ResourcesSystem describes the machine as reported by its firmware. Type is "physical", "virtual-machine" or "container".
type ResourcesSystem struct {
	Chassis     *ResourcesSystemChassis     `json:"chassis" yaml:"chassis"`
	Family      string                      `json:"family" yaml:"family"`
	Firmware    *ResourcesSystemFirmware    `json:"firmware" yaml:"firmware"`
	Motherboard *ResourcesSystemMotherboard `json:"motherboard" yaml:"motherboard"`
	Product     string                      `json:"product" yaml:"product"`
	Serial      string                      `json:"serial" yaml:"serial"`
	Sku         string                      `json:"sku" yaml:"sku"`
	Type        string                      `json:"type" yaml:"type"`
	UUID        string                      `json:"uuid" yaml:"uuid"`
	Vendor      string                      `json:"vendor" yaml:"vendor"`
	Version     string                      `json:"version" yaml:"version"`
}

// ResourcesSystemFirmware is the firmware.
type ResourcesSystemFirmware struct {
	Date    string `json:"date" yaml:"date"`
	Vendor  string `json:"vendor" yaml:"vendor"`
	Version string `json:"version" yaml:"version"`
}

// ResourcesSystemChassis is the chassis.
type ResourcesSystemChassis struct {
	Serial  string `json:"serial" yaml:"serial"`
	Type    string `json:"type" yaml:"type"`
	Vendor  string `json:"vendor" yaml:"vendor"`
	Version string `json:"version" yaml:"version"`
}

// ResourcesSystemMotherboard is the motherboard.
type ResourcesSystemMotherboard struct {
	Product string `json:"product" yaml:"product"`
	Serial  string `json:"serial" yaml:"serial"`
	Vendor  string `json:"vendor" yaml:"vendor"`
	Version string `json:"version" yaml:"version"`
}

// ResourcesLoad is the load of the server (extension resources_load).
type ResourcesLoad struct {
	Average10Min float64 `json:"Average10Min" yaml:"average10min"`
	Average1Min  float64 `json:"Average1Min" yaml:"average1min"`
	Average5Min  float64 `json:"Average5Min" yaml:"average5min"`
	Processes    int     `json:"Processes" yaml:"processes"`
}
