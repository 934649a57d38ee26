package instance

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/i18n"
)

// live shows the usage on the whole screen until the user leaves it.
func (o *topOptions) live(ctx context.Context, app *cli.App, srv lxd.InstanceServer, m *meter) error {
	loads, err := m.look(srv)
	if err != nil {
		return err
	}
	letters := o.columns
	if letters == topColumns {
		letters = liveColumns
		if o.all {
			letters = "ne" + letters[1:]
		}
	}
	columns, err := allTopColumns().Pick(letters, nil)
	if err != nil {
		return err
	}
	s := &topScreen{app: app, title: fmt.Sprintf("%s top: %s", app.Program, o.remote)}
	s.columns = s.withHistory(columns)
	s.take(loads)
	return app.Streams.Screen(ctx, func(ctx context.Context, keys <-chan string) error {
		ctx, leave := context.WithCancel(ctx)
		looks := make(chan look)
		var looking sync.WaitGroup
		defer looking.Wait()
		defer leave()
		looking.Go(func() { o.follow(ctx, srv.WithContext(ctx), m, looks) })
		sizes := app.Streams.Resizes(ctx)
		for {
			app.Draw(s.draw(app.Streams.Size()))
			select {
			case key, open := <-keys:
				if !open {
					return context.Cause(ctx) // nil at the end of the input
				}
				if s.press(key) {
					return nil
				}
			case l := <-looks:
				if s.failure = l.err; l.err == nil {
					s.take(l.loads)
				}
			case <-sizes:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	})
}

// look is the result of one sample.
type look struct {
	loads []load
	err   error
}

// follow takes samples until ctx ends, the first one after a second, so that there are rates soon.
func (o *topOptions) follow(ctx context.Context, srv lxd.InstanceServer, m *meter, looks chan<- look) {
	next := time.Second
	for pause.For(ctx, next) == nil {
		var l look
		l.loads, l.err = m.look(srv)
		select {
		case looks <- l:
		case <-ctx.Done():
			return
		}
		next = time.Duration(o.refresh) * time.Second
	}
}

// order is the sort order of the instances.
type order int

const (
	byCPU order = iota
	byMemory
	byNetwork
	byDisk
	byName
	orders
)

func (o order) String() string {
	return [...]string{i18n.G("CPU"), i18n.G("memory"), i18n.G("network"), i18n.G("disk"), i18n.G("name")}[o]
}

// sortLoads sorts the instances with the highest usage first.
func sortLoads(loads []load, by order) {
	sum := func(rates ...*float64) (total float64) {
		for _, r := range rates {
			if r != nil {
				total += *r
			}
		}
		return total
	}
	slices.SortStableFunc(loads, func(a, b load) int {
		most := 0
		switch by {
		case byCPU:
			most = cmp.Compare(b.CPU, a.CPU)
		case byMemory:
			most = cmp.Compare(b.Memory, a.Memory)
		case byNetwork:
			most = cmp.Compare(sum(b.Received, b.Sent), sum(a.Received, a.Sent))
		case byDisk:
			most = cmp.Or(cmp.Compare(sum(b.Read, b.Written), sum(a.Read, a.Written)), cmp.Compare(b.Disk, a.Disk))
		}
		return cmp.Or(most, output.CompareNatural(a.Name, b.Name), output.CompareNatural(a.Project, b.Project))
	})
}

// topScreen is the state of the screen.
type topScreen struct {
	app     *cli.App
	title   string
	columns output.Columns[load]
	failure error // of the last sample

	past     map[string]history
	all      []load // last successful sample
	shown    []load // after filtering and sorting
	by       order
	filter   string
	selected string // key of the selected instance
	mode     mode
}

// mode is the view that is shown and that handles keys.
type mode int

const (
	inTable mode = iota
	inFilter
	inHelp
	inInfo
)

func (s *topScreen) take(loads []load) {
	s.remember(loads)
	s.all = loads
	s.arrange()
}

// arrange applies the filter and the order, and keeps an instance selected.
func (s *topScreen) arrange() {
	s.shown = slices.DeleteFunc(slices.Clone(s.all), func(l load) bool { return !strings.Contains(l.key(), s.filter) })
	sortLoads(s.shown, s.by)
	if len(s.shown) > 0 && s.at() < 0 {
		s.selected = s.shown[0].key()
	}
}

// at returns the index of the selected instance, or -1 if it is not shown.
func (s *topScreen) at() int {
	return slices.IndexFunc(s.shown, func(l load) bool { return l.key() == s.selected })
}

// press handles a key and reports whether to leave the screen.
func (s *topScreen) press(key string) (leave bool) {
	if key == term.KeyInterrupt {
		return true
	}
	switch s.mode {
	case inFilter:
		s.edit(key)
	case inHelp, inInfo: // any key returns to the list
		s.mode = inTable
	case inTable:
		switch key {
		case "q", "Q":
			return true
		case "s":
			s.by = (s.by + 1) % orders
			s.arrange()
		case "/":
			s.mode = inFilter
		case term.KeyEscape:
			s.filter = ""
			s.arrange()
		case "?", "h":
			s.mode = inHelp
		case term.KeyUp, "k":
			s.move(-1)
		case term.KeyDown, "j":
			s.move(1)
		case term.KeyEnter:
			if s.at() >= 0 {
				s.mode = inInfo
			}
		}
	}
	return false
}

func (s *topScreen) move(by int) {
	if n := s.at() + by; n >= 0 && n < len(s.shown) {
		s.selected = s.shown[n].key()
	}
}

// edit edits the filter, which is applied while typing.
func (s *topScreen) edit(key string) {
	switch key {
	case term.KeyEnter:
		s.mode = inTable
	case term.KeyEscape:
		s.filter, s.mode = "", inTable
	case term.KeyBackspace:
		_, n := utf8.DecodeLastRuneInString(s.filter)
		s.filter = s.filter[:len(s.filter)-n]
	default:
		if utf8.RuneCountInString(key) == 1 {
			s.filter += key
		}
	}
	s.arrange()
}
