package instance

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func listColumns(app *cli.App) output.Columns[row] {
	col := func(letter rune, head string, cell func(row) string) output.Column[row] {
		return output.Col(letter, head, cell)
	}
	hidden := sync.OnceValue(func() []string { return hiddenInterfaces(app) })
	state := func(cell func(*api.InstanceState) string) func(row) string {
		return func(i row) string {
			if i.State == nil {
				return ""
			}
			return cell(i.State)
		}
	}
	return output.Columns[row]{
		col('4', i18n.G("IPV4"), func(i row) string { return strings.Join(addresses(i.State, "inet", hidden()), "\n") }),
		col('6', i18n.G("IPV6"), func(i row) string { return strings.Join(addresses(i.State, "inet6", hidden()), "\n") }),
		col('a', i18n.G("ARCHITECTURE"), func(i row) string { return i.Architecture }),
		col('b', i18n.G("STORAGE POOL"), func(i row) string { return rootPool(&i) }),
		col('c', i18n.G("CREATED AT"), func(i row) string { return output.Time(i.CreatedAt) }),
		col('d', i18n.G("DESCRIPTION"), func(i row) string { return i.Description }),
		col('D', i18n.G("DISK USAGE"), state(diskUsage)),
		col('e', i18n.G("PROJECT"), func(i row) string { return i.Project }),
		col('f', i18n.G("BASE IMAGE"), func(i row) string { return baseImage(&i, 12) }),
		col('F', i18n.G("BASE IMAGE"), func(i row) string { return baseImage(&i, 64) }),
		col('l', i18n.G("LAST USED AT"), func(i row) string {
			return cli.PerFlavor(app, output.Time, output.SetTime)(i.LastUsedAt)
		}),
		col('L', i18n.G("LOCATION"), func(i row) string { return i.Location }).OfMember(),
		col('m', i18n.G("MEMORY USAGE"), state(func(s *api.InstanceState) string { return sizeOrNothing(s.Memory.Usage) })),
		col('M', i18n.G("MEMORY USAGE%"), func(i row) string { return memoryShare(&i) }),
		col('n', i18n.G("NAME"), func(i row) string { return i.Name }),
		col('N', i18n.G("PROCESSES"), state(func(s *api.InstanceState) string { return numberOrNothing(s.Processes) })),
		col('p', i18n.G("PID"), state(func(s *api.InstanceState) string { return numberOrNothing(s.Pid) })),
		col('P', i18n.G("PROFILES"), func(i row) string { return strings.Join(i.Profiles, "\n") }),
		col('R', i18n.G("REMOTE"), func(i row) string { return i.remote }),
		col('s', i18n.G("STATE"), func(i row) string { return strings.ToUpper(i.Status) }),
		col('S', i18n.G("SNAPSHOTS"), func(i row) string { return strconv.Itoa(i.snapshots) }),
		col('t', i18n.G("TYPE"), typeCell),
		col('u', i18n.G("CPU USAGE"), state(func(s *api.InstanceState) string {
			if s.CPU.Usage <= 0 {
				return ""
			}
			return fmt.Sprintf("%ds", s.CPU.Usage/int64(time.Second))
		})),
		col('U', i18n.G("STARTED AT"), state(func(s *api.InstanceState) string {
			if s.StartedAt == nil {
				return ""
			}
			return output.Time(*s.StartedAt)
		})),
	}
}

func typeCell(i row) string {
	kind := strings.ToUpper(kindOf(&i))
	if i.Ephemeral {
		return kind + " " + i18n.G("(EPHEMERAL)")
	}
	return kind
}

// addresses returns the global addresses of a family with their interfaces, such as 192.0.2.7 (eth0), in the order of the stock
// clients: sorted by bytes, descending.
func addresses(state *api.InstanceState, family string, hidden []string) []string {
	if state == nil {
		return nil
	}
	var out []string
	for name, network := range state.Network {
		if network.Type == "loopback" || fitsOne(hidden, name) {
			continue
		}
		for _, a := range network.Addresses {
			if a.Family == family && a.Scope != "link" && a.Scope != "local" {
				out = append(out, a.Address+" ("+name+")")
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(b, a) })
	return out
}

func rootPool(i *row) string {
	for _, d := range i.ExpandedDevices {
		if d["type"] == "disk" && d["path"] == "/" {
			return d["pool"]
		}
	}
	return ""
}

func diskUsage(s *api.InstanceState) string {
	if root, found := s.Disk["root"]; found && root.Usage > 0 {
		return output.Bytes(root.Usage)
	}
	return ""
}

func baseImage(i *row, length int) string {
	fingerprint := i.ExpandedConfig["volatile.base_image"]
	return fingerprint[:min(length, len(fingerprint))]
}

func sizeOrNothing(n int64) string {
	if n <= 0 {
		return ""
	}
	return output.Bytes(n)
}

func numberOrNothing(n int64) string {
	if n <= 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// memoryShare returns the memory usage in percent of the limit, if the limit is a size.
func memoryShare(i *row) string {
	limit := sizeOf(i.ExpandedConfig["limits.memory"])
	if i.State == nil || limit <= 0 {
		return ""
	}
	return fmt.Sprintf("%.1f%%", float64(i.State.Memory.Usage)*100/limit)
}

// sizeOf parses a size such as 512MiB; anything else is 0.
func sizeOf(text string) float64 {
	number := strings.TrimRight(text, "kKMGTPEiB")
	step, powers := 1000.0, strings.Split("B kB MB GB TB PB EB", " ")
	unit := strings.Replace(text[len(number):], "K", "k", 1)
	if strings.Contains(unit, "i") {
		step, unit = 1024, strings.Replace(unit, "i", "", 1)
	}
	value, err := strconv.ParseFloat(number, 64)
	power := slices.Index(powers, unit)
	if err != nil || unit != "" && power < 0 {
		return 0
	}
	for ; power > 0; power-- {
		value *= step
	}
	return value
}

// keyColumn returns a column for a configuration or device key: key[:title[:width]], prefixed with config: or devices:.
func keyColumn(word string) (output.Column[row], error) {
	fromDevices := strings.HasPrefix(word, "devices:")
	word = strings.TrimPrefix(strings.TrimPrefix(word, "devices:"), "config:")
	parts := strings.SplitN(word, ":", 3)
	key, head, width := parts[0], strings.ReplaceAll(strings.ToUpper(parts[0]), ".", " "), -1
	if len(parts) > 1 {
		head = parts[1]
	}
	if len(parts) > 2 {
		n, err := strconv.Atoi(parts[2])
		if err != nil || n < -1 {
			return output.Column[row]{}, cli.Failed(i18n.F("invalid column width %q", parts[2]))
		}
		width = n
		if n == 0 {
			width = len(head)
		}
	}
	if key == "" {
		return output.Column[row]{}, cli.Failed(i18n.F("empty column in %q", word))
	}
	return output.Col(0, head, func(i row) string {
		value := i.ExpandedConfig[key]
		if fromDevices {
			name, rest, _ := strings.Cut(key, ".")
			value = i.ExpandedDevices[name][rest]
		}
		if width >= 0 && len(value) > width {
			value = value[:width]
		}
		return value
	}), nil
}
