package instance

import (
	"strconv"
	"strings"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
)

// load is the usage of an instance between two samples. Rates are in bytes per second, or nil if unknown.
type load struct {
	Name     string   `json:"name" yaml:"name"`
	Project  string   `json:"project" yaml:"project"`
	CPU      float64  `json:"cpu_percent" yaml:"cpu_percent"`
	Memory   int64    `json:"memory" yaml:"memory"`
	Disk     int64    `json:"disk" yaml:"disk"`
	Received *float64 `json:"network_received_rate,omitempty" yaml:"network_received_rate,omitempty"`
	Sent     *float64 `json:"network_sent_rate,omitempty" yaml:"network_sent_rate,omitempty"`
	Read     *float64 `json:"disk_read_rate,omitempty" yaml:"disk_read_rate,omitempty"`
	Written  *float64 `json:"disk_written_rate,omitempty" yaml:"disk_written_rate,omitempty"`

	counted counters
	full    *api.InstanceFull
}

func (l *load) key() string { return l.Project + "/" + l.Name }

// counters only grow while an instance is running.
type counters struct {
	cpu            int64 // nanoseconds
	received, sent int64 // bytes
	disks          bool  // the next two fields are known
	read, written  int64
}

// meter computes rates from the counters of two samples.
type meter struct {
	now     func() time.Time
	traffic bool // show rates of the network
	disks   bool // show rates of the disks: they are in the metrics of the server, which need another request

	last map[string]counters
	at   time.Time
}

// look samples the running instances. Rates are relative to the previous sample.
func (m *meter) look(srv lxd.InstanceServer) ([]load, error) {
	list, err := srv.GetInstancesFull(api.InstanceTypeAny)
	if err != nil {
		return nil, err
	}
	at := m.now()
	passed := at.Sub(m.at)
	disks := map[string]counters{}
	if m.disks && srv.HasExtension("metrics") {
		if text, err := srv.GetMetrics(); err == nil { // without permission to read metrics, the rest is shown
			disks = diskCounters(text)
		}
	}
	seen := map[string]counters{}
	var out []load
	for _, i := range list {
		if i.State == nil || i.StatusCode != api.Running {
			continue
		}
		l := loadOf(&i)
		if d, found := disks[l.key()]; found {
			l.counted.disks, l.counted.read, l.counted.written = true, d.read, d.written
		}
		if before, found := m.last[l.key()]; found && passed > 0 {
			m.rates(&l, before, passed)
		}
		seen[l.key()] = l.counted
		out = append(out, l)
	}
	m.last, m.at = seen, at
	return out, nil
}

func loadOf(i *api.InstanceFull) load {
	l := load{Name: i.Name, Project: i.Project, Memory: i.State.Memory.Usage, full: i}
	l.counted.cpu = i.State.CPU.Usage
	for _, d := range i.State.Disk {
		l.Disk += d.Usage
	}
	for name, n := range i.State.Network {
		if name != "lo" {
			l.counted.received += n.Counters.BytesReceived
			l.counted.sent += n.Counters.BytesSent
		}
	}
	return l
}

func (m *meter) rates(l *load, before counters, passed time.Duration) {
	per := func(now, before int64) *float64 {
		rate := max(float64(now-before), 0) / passed.Seconds() // the counter restarts with the instance
		return &rate
	}
	l.CPU = *per(l.counted.cpu, before.cpu) * 100 / float64(time.Second)
	if m.traffic {
		l.Received, l.Sent = per(l.counted.received, before.received), per(l.counted.sent, before.sent)
	}
	if l.counted.disks && before.disks {
		l.Read, l.Written = per(l.counted.read, before.read), per(l.counted.written, before.written)
	}
}

// diskCounters parses from the metrics of a server how much each instance has read from and written to its disks. A line is
// lxd_disk_read_bytes_total{device="sda",name="c1",project="default",type="container"} 4096, or starts with incus_.
func diskCounters(text string) map[string]counters {
	out := map[string]counters{}
	for line := range strings.Lines(text) {
		metric, rest, found := strings.Cut(line, "{")
		_, what, disk := strings.Cut(metric, "_disk_")
		labels, number, closed := strings.Cut(rest, "} ")
		if !found || !disk || !closed || what != "read_bytes_total" && what != "written_bytes_total" {
			continue
		}
		value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil {
			continue
		}
		key := label(labels, "project") + "/" + label(labels, "name")
		c := out[key]
		if what == "read_bytes_total" {
			c.read += int64(value)
		} else {
			c.written += int64(value)
		}
		out[key] = c
	}
	return out
}

// label returns the value of a label of a metric. Names of instances and projects need no escaping.
func label(labels, name string) string {
	_, rest, _ := strings.Cut(","+labels, ","+name+`="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}
