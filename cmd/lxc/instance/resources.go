package instance

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// hardware is the part of GET /1.0/resources (extension resources) that `info --resources` prints; servers omit what they do
// not know.
type hardware struct {
	System struct {
		UUID, Vendor, Product, Family, Version, SKU, Serial, Type string
		Firmware, Motherboard, Chassis                            struct{ Vendor, Product, Version, Date, Serial, Type string }
	}
	Load *struct {
		Processes int
		One       float64 `json:"Average1Min"`
		Five      float64 `json:"Average5Min"`
		Ten       float64 `json:"Average10Min"`
	}
	CPU struct {
		Architecture string
		Sockets      []processor
	}
	Memory struct {
		memory
		Nodes []struct {
			memory
			Node int `json:"numa_node"`
		}
	}
	GPU     struct{ Cards []device }
	Network struct{ Cards []device }
	Storage struct{ Disks []disk }
	USB     struct{ Devices []usbDevice }
	PCI     struct{ Devices []device }
}

type processor struct {
	Vendor, Name string
	Frequency    int64
	Minimum      int64 `json:"frequency_minimum"`
	Turbo        int64 `json:"frequency_turbo"`
	Socket       int
	Cache        []struct {
		Level, Size int64
		Type        string
	}
	Cores []core
}

type core struct {
	Core, Frequency int64
	Cluster         *int64 // extension resources_cpu_cluster, Incus
	Threads         []struct {
		ID, Thread int64
		Online     bool
		Node       int64 `json:"numa_node"`
	}
}

type memory struct {
	Used, Total int64
	PagesUsed   int64 `json:"hugepages_used"`
	PagesTotal  int64 `json:"hugepages_total"`
}

// device is a card or another device on a bus.
type device struct {
	Node          int `json:"numa_node"`
	Vendor        string
	VendorID      string `json:"vendor_id"`
	Product       string
	ProductID     string `json:"product_id"`
	Address       string `json:"pci_address"`
	Driver        string
	DriverVersion string `json:"driver_version"`
	IOMMUGroup    int    `json:"iommu_group"`
	DRM           *struct {
		ID            int64
		CardName      string `json:"card_name"`
		CardDevice    string `json:"card_device"`
		ControlName   string `json:"control_name"`
		ControlDevice string `json:"control_device"`
		RenderName    string `json:"render_name"`
		RenderDevice  string `json:"render_device"`
	}
	NVIDIA *struct{ Architecture, Brand, Model, UUID string }
	SRIOV  *struct {
		Current int64 `json:"current_vfs"`
		Maximum int64 `json:"maximum_vfs"`
	}
	Ports []port
}

type port struct {
	Port        int64
	Protocol    string
	ID, Address string
	Type        string `json:"port_type"`
	Transceiver string `json:"transceiver_type"`
	Negotiation bool   `json:"auto_negotiation"`
	Link        bool   `json:"link_detected"`
	Speed       int64  `json:"link_speed"`
	Duplex      string `json:"link_duplex"`
}

type disk struct {
	Node              int `json:"numa_node"`
	ID, Device, Model string
	Type, Serial, WWN string
	Size              int64
	ReadOnly          bool  `json:"read_only"`
	Mounted           *bool // extension resources_disk_mounted, LXD
	Removable         bool
	Partitions        []disk
	Partition         int64
}

type usbDevice struct {
	Vendor, Product string
	VendorID        string `json:"vendor_id"`
	ProductID       string `json:"product_id"`
	Bus             int64  `json:"bus_address"`
	Device          int64  `json:"device_address"`
}

// lines builds an indented text.
type lines struct{ strings.Builder }

// title starts a section.
func (l *lines) title(text string) {
	if l.Len() > 0 {
		l.WriteByte('\n')
	}
	l.WriteString(text + "\n")
}

// line writes "label: value", or nothing if the value is empty.
func (l *lines) line(depth int, label string, value any) {
	if text := fmt.Sprint(value); text != "" {
		fmt.Fprintf(l, "%s%s: %s\n", strings.Repeat("  ", depth), label, text)
	}
}

// resources formats the hardware of a server.
func resources(app *cli.App, raw json.RawMessage) (string, error) {
	var h hardware
	if err := json.Unmarshal(raw, &h); err != nil {
		return "", err
	}
	var l lines
	h.system(app, &l)
	h.processors(app, &l)
	h.memory(&l)
	section(&l, h.GPU.Cards, i18n.G("GPU:"), i18n.G("GPUs:"), device.write)
	section(&l, h.Network.Cards, i18n.G("NIC:"), i18n.G("NICs:"), device.write)
	section(&l, h.Storage.Disks, i18n.G("Disk:"), i18n.G("Disks:"), disk.write)
	section(&l, h.USB.Devices, i18n.G("USB device:"), i18n.G("USB devices:"), usbDevice.write)
	if app.Family == "incus" {
		pciDevices(&l, h.PCI.Devices)
	}
	return l.String(), nil
}

// pciDevices writes the PCI devices, which lxc omits.
func pciDevices(l *lines, devices []device) {
	number := i18n.G("Device %d:")
	depth, indent := 1, ""
	switch len(devices) {
	case 0:
		return
	case 1:
		l.title(i18n.G("PCI device:"))
	default:
		l.title(i18n.G("PCI devices:"))
		depth, indent = 2, "  "
	}
	for n, d := range devices {
		if indent != "" {
			fmt.Fprintf(l, indent+number+"\n", n)
		}
		for _, f := range []struct {
			label string
			value any
		}{
			{i18n.G("Address"), d.Address}, {i18n.G("Vendor"), d.Vendor}, {i18n.G("Vendor ID"), d.VendorID}, {i18n.G("Product"), d.Product},
			{i18n.G("Product ID"), d.ProductID}, {i18n.G("NUMA node"), d.Node}, {i18n.G("IOMMU group"), d.IOMMUGroup}, {i18n.G("Driver"), d.Driver},
		} {
			fmt.Fprintf(l, "%s%s: %v\n", strings.Repeat("  ", depth), f.label, f.value)
		}
	}
}

// section writes one device below its title, or several with numbers.
func section[T any](l *lines, items []T, one, many string, write func(T, *lines, int)) {
	if len(items) == 0 {
		return
	}
	if len(items) == 1 {
		l.title(one)
		write(items[0], l, 1)
		return
	}
	l.title(many)
	for n, item := range items {
		fmt.Fprintf(l, "  %d:\n", n)
		write(item, l, 2)
	}
}

func (h *hardware) system(app *cli.App, l *lines) {
	s := h.System
	if s.Vendor != "" || s.Product != "" || s.Type != "" && app.Family == "incus" {
		l.title(i18n.G("System:"))
		for _, f := range [][2]string{
			{"UUID", s.UUID}, {i18n.G("Vendor"), s.Vendor}, {i18n.G("Product"), s.Product}, {i18n.G("Family"), s.Family},
			{i18n.G("Version"), s.Version}, {"SKU", s.SKU}, {i18n.G("Serial"), s.Serial}, {i18n.G("Type"), s.Type},
		} {
			l.line(1, f[0], f[1])
		}
		l.line(1, i18n.G("Board"), strings.TrimSpace(s.Motherboard.Vendor+" "+s.Motherboard.Product))
		l.line(1, i18n.G("Firmware"), strings.TrimSpace(s.Firmware.Vendor+" "+s.Firmware.Version+" "+s.Firmware.Date))
	}
	if h.Load != nil {
		l.title(i18n.G("Load:"))
		l.line(1, i18n.G("Processes"), h.Load.Processes)
		l.line(1, i18n.G("Average"), fmt.Sprintf("%.2f %.2f %.2f", h.Load.One, h.Load.Five, h.Load.Ten))
	}
}

func (h *hardware) processors(app *cli.App, l *lines) {
	write := func(p processor, l *lines, depth int) {
		l.line(depth, i18n.G("Vendor"), p.Vendor)
		l.line(depth, i18n.G("Name"), p.Name)
		if len(p.Cache) > 0 {
			fmt.Fprintf(l, "%s%s\n", strings.Repeat("  ", depth), i18n.G("Caches:"))
			for _, c := range p.Cache {
				fmt.Fprintf(l, "%s- %s\n", strings.Repeat("  ", depth+1), i18n.F("Level %d (type: %s): %s", c.Level, c.Type, strings.Replace(output.Bytes(c.Size), ".00", "", 1)))
			}
		}
		if len(p.Cores) > 0 {
			fmt.Fprintf(l, "%s%s\n", strings.Repeat("  ", depth), i18n.G("Cores:"))
		}
		for i, c := range p.Cores {
			inner := depth + 1
			if c.Cluster != nil {
				if before := p.Cores[max(i-1, 0)].Cluster; i == 0 || before == nil || *before != *c.Cluster {
					fmt.Fprintf(l, "%s- %s\n", strings.Repeat("  ", inner), i18n.F("Cluster %d", *c.Cluster))
				}
				inner++
			}
			c.write(l, inner)
		}
		if p.Frequency > 0 {
			l.line(depth, i18n.G("Frequency"), i18n.F("%dMhz (min: %dMhz, max: %dMhz)", p.Frequency, p.Minimum, p.Turbo))
		}
	}
	one, many := i18n.F("CPU (%s):", h.CPU.Architecture), i18n.F("CPUs (%s):", h.CPU.Architecture)
	if app.Family == "incus" {
		one = i18n.G("CPU:") + "\n  " + i18n.F("Architecture: %s", h.CPU.Architecture)
	}
	section(l, h.CPU.Sockets, one, many, write)
}

func (c core) write(l *lines, depth int) {
	indent := strings.Repeat("  ", depth)
	fmt.Fprintf(l, "%s- %s\n", indent, i18n.F("Core %d", c.Core))
	l.line(depth+1, i18n.G("Frequency"), fmt.Sprintf("%dMhz", c.Frequency))
	l.WriteString(indent + "  " + i18n.G("Threads:") + "\n")
	for _, t := range c.Threads {
		fmt.Fprintf(l, "%s    - %s\n", indent, i18n.F("%d (id: %d, online: %v, NUMA node: %d)", t.Thread, t.ID, t.Online, t.Node))
	}
}

func (m memory) write(l *lines, depth int) {
	if m.PagesTotal > 0 {
		l.line(depth, i18n.G("Huge pages"), i18n.F("%s of %s used", output.Bytes(m.PagesUsed), output.Bytes(m.PagesTotal)))
	}
	l.line(depth, i18n.G("Free"), output.Bytes(m.Total-m.Used))
	l.line(depth, i18n.G("Used"), output.Bytes(m.Used))
	l.line(depth, i18n.G("Total"), output.Bytes(m.Total))
}

func (h *hardware) memory(l *lines) {
	l.title(i18n.G("Memory:"))
	h.Memory.write(l, 1)
	if len(h.Memory.Nodes) < 2 {
		return
	}
	l.WriteString("  " + i18n.G("NUMA nodes:") + "\n")
	for _, n := range h.Memory.Nodes {
		fmt.Fprintf(l, "    %s\n", i18n.F("Node %d:", n.Node))
		n.write(l, 3)
	}
}

// named joins a name and its ID.
func named(name, id string) string {
	if id == "" {
		return name
	}
	return strings.TrimSpace(name + " (" + id + ")")
}

func (d device) write(l *lines, depth int) {
	l.line(depth, i18n.G("NUMA node"), d.Node)
	if d.Vendor != "" {
		l.line(depth, i18n.G("Vendor"), named(d.Vendor, d.VendorID))
	}
	if d.Product != "" {
		l.line(depth, i18n.G("Product"), named(d.Product, d.ProductID))
	}
	l.line(depth, i18n.G("PCI address"), d.Address)
	l.line(depth, i18n.G("Driver"), named(d.Driver, d.DriverVersion))
	if d.DRM != nil {
		l.line(depth, "DRM", d.DRM.ID)
		l.line(depth+1, i18n.G("Card"), named(d.DRM.CardName, d.DRM.CardDevice))
		l.line(depth+1, i18n.G("Control"), named(d.DRM.ControlName, d.DRM.ControlDevice))
		l.line(depth+1, i18n.G("Render"), named(d.DRM.RenderName, d.DRM.RenderDevice))
	}
	if d.NVIDIA != nil {
		l.line(depth, "NVIDIA", strings.TrimSpace(d.NVIDIA.Brand+" "+d.NVIDIA.Model+" "+d.NVIDIA.Architecture))
		l.line(depth+1, "UUID", d.NVIDIA.UUID)
	}
	if d.SRIOV != nil {
		l.line(depth, i18n.G("Virtual functions"), i18n.F("%d of %d", d.SRIOV.Current, d.SRIOV.Maximum))
	}
	if len(d.Ports) > 0 {
		fmt.Fprintf(l, "%s%s\n", strings.Repeat("  ", depth), i18n.G("Ports:"))
	}
	for _, p := range d.Ports {
		p.write(l, depth+1)
	}
}

func (p port) write(l *lines, depth int) {
	fmt.Fprintf(l, "%s- %s\n", strings.Repeat("  ", depth), i18n.F("Port %d (%s)", p.Port, p.Protocol))
	l.line(depth+1, "ID", p.ID)
	l.line(depth+1, i18n.G("Address"), p.Address)
	l.line(depth+1, i18n.G("Port type"), p.Type)
	l.line(depth+1, i18n.G("Transceiver type"), p.Transceiver)
	l.line(depth+1, i18n.G("Auto negotiation"), p.Negotiation)
	l.line(depth+1, i18n.G("Link detected"), p.Link)
	if p.Speed > 0 {
		l.line(depth+1, i18n.G("Link speed"), strings.TrimSpace(fmt.Sprintf("%dMbit/s %s", p.Speed, p.Duplex)))
	}
}

func (d disk) write(l *lines, depth int) {
	l.line(depth, i18n.G("NUMA node"), d.Node)
	l.line(depth, "ID", d.ID)
	l.line(depth, i18n.G("Device"), d.Device)
	l.line(depth, i18n.G("Model"), d.Model)
	l.line(depth, i18n.G("Type"), d.Type)
	l.line(depth, i18n.G("Serial"), d.Serial)
	l.line(depth, "WWN", d.WWN)
	l.line(depth, i18n.G("Size"), output.Bytes(d.Size))
	l.line(depth, i18n.G("Read-Only"), d.ReadOnly)
	if d.Mounted != nil {
		l.line(depth, i18n.G("Mounted"), *d.Mounted)
	}
	l.line(depth, i18n.G("Removable"), d.Removable)
	if len(d.Partitions) == 0 {
		return
	}
	fmt.Fprintf(l, "%s%s\n", strings.Repeat("  ", depth), i18n.G("Partitions:"))
	for _, p := range d.Partitions {
		fmt.Fprintf(l, "%s- %s\n", strings.Repeat("  ", depth+1), i18n.F("Partition %d", p.Partition))
		l.line(depth+2, "ID", p.ID)
		l.line(depth+2, i18n.G("Device"), p.Device)
		l.line(depth+2, i18n.G("Size"), output.Bytes(p.Size))
		l.line(depth+2, i18n.G("Read-Only"), p.ReadOnly)
	}
}

func (u usbDevice) write(l *lines, depth int) {
	l.line(depth, i18n.G("Vendor"), named(u.Vendor, u.VendorID))
	l.line(depth, i18n.G("Product"), named(u.Product, u.ProductID))
	l.line(depth, i18n.G("Bus address"), u.Bus)
	l.line(depth, i18n.G("Device address"), u.Device)
}
