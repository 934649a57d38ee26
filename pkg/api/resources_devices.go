package api

// ResourcesNetwork lists the network cards.
type ResourcesNetwork struct {
	Cards []ResourcesNetworkCard `json:"cards" yaml:"cards"`
	Total uint64                 `json:"total" yaml:"total"`
}

// ResourcesNetworkCard is a network card.
type ResourcesNetworkCard struct {
	Driver          string                     `json:"driver,omitempty" yaml:"driver,omitempty"`
	DriverVersion   string                     `json:"driver_version,omitempty" yaml:"driver_version,omitempty"`
	FirmwareVersion string                     `json:"firmware_version,omitempty" yaml:"firmware_version,omitempty"`
	NUMANode        uint64                     `json:"numa_node" yaml:"numa_node"`
	PCIAddress      string                     `json:"pci_address,omitempty" yaml:"pci_address,omitempty"`
	Ports           []ResourcesNetworkCardPort `json:"ports,omitempty" yaml:"ports,omitempty"`
	Product         string                     `json:"product,omitempty" yaml:"product,omitempty"`
	ProductID       string                     `json:"product_id,omitempty" yaml:"product_id,omitempty"`
	SRIOV           *ResourcesNetworkCardSRIOV `json:"sriov,omitempty" yaml:"sriov,omitempty"`
	USBAddress      string                     `json:"usb_address,omitempty" yaml:"usb_address,omitempty"`
	VDPA            *ResourcesNetworkCardVDPA  `json:"vdpa,omitempty" yaml:"vdpa,omitempty"`
	Vendor          string                     `json:"vendor,omitempty" yaml:"vendor,omitempty"`
	VendorID        string                     `json:"vendor_id,omitempty" yaml:"vendor_id,omitempty"`
}

// ResourcesNetworkCardPort is a port of a card, that is, a network interface. LinkSpeed is in Mbit/s, LinkDuplex is "half"
// or "full".
type ResourcesNetworkCardPort struct {
	Address         string                              `json:"address,omitempty" yaml:"address,omitempty"`
	AutoNegotiation bool                                `json:"auto_negotiation" yaml:"auto_negotiation"`
	ID              string                              `json:"id" yaml:"id"`
	Infiniband      *ResourcesNetworkCardPortInfiniband `json:"infiniband,omitempty" yaml:"infiniband,omitempty"`
	LinkDetected    bool                                `json:"link_detected" yaml:"link_detected"`
	LinkDuplex      string                              `json:"link_duplex,omitempty" yaml:"link_duplex,omitempty"`
	LinkSpeed       uint64                              `json:"link_speed,omitempty" yaml:"link_speed,omitempty"`
	Port            uint64                              `json:"port" yaml:"port"`
	PortType        string                              `json:"port_type,omitempty" yaml:"port_type,omitempty"`
	Protocol        string                              `json:"protocol" yaml:"protocol"`
	SupportedModes  []string                            `json:"supported_modes,omitempty" yaml:"supported_modes,omitempty"`
	SupportedPorts  []string                            `json:"supported_ports,omitempty" yaml:"supported_ports,omitempty"`
	TransceiverType string                              `json:"transceiver_type,omitempty" yaml:"transceiver_type,omitempty"`
}

// ResourcesNetworkCardPortInfiniband lists the InfiniBand devices of a port, as MAJOR:MINOR.
type ResourcesNetworkCardPortInfiniband struct {
	IsSMDevice string `json:"issm_device,omitempty" yaml:"issm_device,omitempty"`
	IsSMName   string `json:"issm_name,omitempty" yaml:"issm_name,omitempty"`
	MADDevice  string `json:"mad_device,omitempty" yaml:"mad_device,omitempty"`
	MADName    string `json:"mad_name,omitempty" yaml:"mad_name,omitempty"`
	VerbDevice string `json:"verb_device,omitempty" yaml:"verb_device,omitempty"`
	VerbName   string `json:"verb_name,omitempty" yaml:"verb_name,omitempty"`
}

// ResourcesNetworkCardSRIOV lists the virtual functions of a network card.
type ResourcesNetworkCardSRIOV struct {
	CurrentVFs uint64                 `json:"current_vfs" yaml:"current_vfs"`
	MaximumVFs uint64                 `json:"maximum_vfs" yaml:"maximum_vfs"`
	VFs        []ResourcesNetworkCard `json:"vfs" yaml:"vfs"`
}

// ResourcesNetworkCardVDPA is the vDPA device of a virtual function.
type ResourcesNetworkCardVDPA struct {
	Device string `json:"device" yaml:"device"`
	Name   string `json:"name" yaml:"name"`
}

// ResourcesStorage lists the disks.
type ResourcesStorage struct {
	Disks []ResourcesStorageDisk `json:"disks" yaml:"disks"`
	Total uint64                 `json:"total" yaml:"total"`
}

// ResourcesStorageDisk is a disk. Sizes are in bytes. RPM is 0 for a solid-state drive.
type ResourcesStorageDisk struct {
	BlockSize       uint64                          `json:"block_size" yaml:"block_size"`
	Device          string                          `json:"device" yaml:"device"`
	DeviceID        string                          `json:"device_id" yaml:"device_id"`
	DevicePath      string                          `json:"device_path,omitempty" yaml:"device_path,omitempty"`
	FirmwareVersion string                          `json:"firmware_version,omitempty" yaml:"firmware_version,omitempty"`
	ID              string                          `json:"id" yaml:"id"`
	Model           string                          `json:"model,omitempty" yaml:"model,omitempty"`
	NUMANode        uint64                          `json:"numa_node" yaml:"numa_node"`
	PCIAddress      string                          `json:"pci_address,omitempty" yaml:"pci_address,omitempty"`
	Partitions      []ResourcesStorageDiskPartition `json:"partitions" yaml:"partitions"`
	RPM             uint64                          `json:"rpm" yaml:"rpm"`
	ReadOnly        bool                            `json:"read_only" yaml:"read_only"`
	Removable       bool                            `json:"removable" yaml:"removable"`
	Serial          string                          `json:"serial,omitempty" yaml:"serial,omitempty"`
	Size            uint64                          `json:"size" yaml:"size"`
	Type            string                          `json:"type,omitempty" yaml:"type,omitempty"`
	USBAddress      string                          `json:"usb_address,omitempty" yaml:"usb_address,omitempty"`
	WWN             string                          `json:"wwn,omitempty" yaml:"wwn,omitempty"`
	DeviceFSUUID    string                          `json:"device_fs_uuid" yaml:"device_fs_uuid"`
	Mounted         bool                            `json:"mounted" yaml:"mounted"`
	UsedBy          string                          `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// ResourcesStorageDiskPartition is a partition. Size is in bytes.
type ResourcesStorageDiskPartition struct {
	Device       string `json:"device" yaml:"device"`
	ID           string `json:"id" yaml:"id"`
	Partition    uint64 `json:"partition" yaml:"partition"`
	ReadOnly     bool   `json:"read_only" yaml:"read_only"`
	Size         uint64 `json:"size" yaml:"size"`
	DeviceFSUUID string `json:"device_fs_uuid" yaml:"device_fs_uuid"`
	Mounted      bool   `json:"mounted" yaml:"mounted"`
}

// ResourcesPCI lists the PCI devices.
type ResourcesPCI struct {
	Devices []ResourcesPCIDevice `json:"devices" yaml:"devices"`
	Total   uint64               `json:"total" yaml:"total"`
}

// ResourcesPCIDevice is a PCI device.
type ResourcesPCIDevice struct {
	Driver        string          `json:"driver" yaml:"driver"`
	DriverVersion string          `json:"driver_version" yaml:"driver_version"`
	IOMMUGroup    uint64          `json:"iommu_group" yaml:"iommu_group"`
	NUMANode      uint64          `json:"numa_node" yaml:"numa_node"`
	PCIAddress    string          `json:"pci_address" yaml:"pci_address"`
	Product       string          `json:"product" yaml:"product"`
	ProductID     string          `json:"product_id" yaml:"product_id"`
	VPD           ResourcesPCIVPD `json:"vpd" yaml:"vpd"`
	Vendor        string          `json:"vendor" yaml:"vendor"`
	VendorID      string          `json:"vendor_id" yaml:"vendor_id"`
}

// ResourcesPCIVPD is the vital product data of a PCI device.
type ResourcesPCIVPD struct {
	Entries     map[string]string `json:"entries,omitempty" yaml:"entries,omitempty"`
	ProductName string            `json:"product_name,omitempty" yaml:"product_name,omitempty"`
}

// ResourcesUSB lists the USB devices.
type ResourcesUSB struct {
	Devices []ResourcesUSBDevice `json:"devices" yaml:"devices"`
	Total   uint64               `json:"total" yaml:"total"`
}

// ResourcesUSBDevice is a USB device. Speed is in Mbit/s.
type ResourcesUSBDevice struct {
	BusAddress    uint64                        `json:"bus_address" yaml:"bus_address"`
	DeviceAddress uint64                        `json:"device_address" yaml:"device_address"`
	Interfaces    []ResourcesUSBDeviceInterface `json:"interfaces" yaml:"interfaces"`
	Product       string                        `json:"product" yaml:"product"`
	ProductID     string                        `json:"product_id" yaml:"product_id"`
	Serial        string                        `json:"serial" yaml:"serial"`
	Speed         float64                       `json:"speed" yaml:"speed"`
	Vendor        string                        `json:"vendor" yaml:"vendor"`
	VendorID      string                        `json:"vendor_id" yaml:"vendor_id"`
}

// ResourcesUSBDeviceInterface is an interface of a USB device.
type ResourcesUSBDeviceInterface struct {
	Class         string `json:"class" yaml:"class"`
	ClassID       uint64 `json:"class_id" yaml:"class_id"`
	Driver        string `json:"driver" yaml:"driver"`
	DriverVersion string `json:"driver_version" yaml:"driver_version"`
	Number        uint64 `json:"number" yaml:"number"`
	SubClass      string `json:"subclass" yaml:"subclass"`
	SubClassID    uint64 `json:"subclass_id" yaml:"subclass_id"`
}

// ResourcesSerial lists the serial devices (extension resources_serial, Incus).
type ResourcesSerial struct {
	Devices []ResourcesSerialDevice `json:"devices" yaml:"devices"`
	Total   uint64                  `json:"total" yaml:"total"`
}

// ResourcesSerialDevice is a serial device.
type ResourcesSerialDevice struct {
	Device     string `json:"device" yaml:"device"`
	DeviceID   string `json:"device_id" yaml:"device_id"`
	DevicePath string `json:"device_path" yaml:"device_path"`
	Driver     string `json:"driver" yaml:"driver"`
	ID         string `json:"id" yaml:"id"`
	Product    string `json:"product" yaml:"product"`
	ProductID  string `json:"product_id" yaml:"product_id"`
	Vendor     string `json:"vendor" yaml:"vendor"`
	VendorID   string `json:"vendor_id" yaml:"vendor_id"`
}
