package instance

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// remoteLimit is how long one remote may delay the list of all remotes: in total, or for objects that are printed as they
// arrive, between two of them.
const remoteLimit = 20 * time.Second

// remoteInstance is an instance and its remote.
type remoteInstance struct {
	Remote           string `json:"remote" yaml:"remote"`
	api.InstanceFull `yaml:",inline"`
}

// listAllRemotes lists the instances of all remotes, which are queried in parallel. A remote that fails or takes too long is
// reported, and the others are shown.
func (o *listOptions) listAllRemotes(ctx context.Context, app *cli.App, format output.Format) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	var remotes []string
	for name, r := range c.Remotes {
		if !r.IsImagesOnly() {
			remotes = append(remotes, name)
		}
	}
	slices.Sort(remotes)
	if !o.watch {
		return o.showRemotes(ctx, app, format, remotes)
	}
	return o.watchRemotes(ctx, app, format, remotes)
}

// watchRemotes watches the remotes that can be reached.
func (o *listOptions) watchRemotes(ctx context.Context, app *cli.App, format output.Format, remotes []string) error {
	var servers []lxd.InstanceServer
	var watched []string
	for _, remote := range remotes {
		srv, err := app.Server(ctx, remote)
		if err == nil {
			_, _, err = srv.GetServer()
		}
		if err != nil {
			app.Warn("%s: %s", remote, err)
			continue
		}
		servers, watched = append(servers, srv), append(watched, remote)
	}
	if len(watched) == 0 {
		return cli.Failed(i18n.G("no remote can be reached"))
	}
	return app.Watch(ctx, format.Name == "jsonl", func() error { return o.showRemotes(ctx, app, format, watched) }, servers...)
}

func (o *listOptions) showRemotes(ctx context.Context, app *cli.App, format output.Format, remotes []string) error {
	show := o.tableRemotes
	if format.Streams() {
		show = o.printRemotes
	}
	failures, err := show(ctx, app, remotes, format)
	failures = slices.DeleteFunc(failures, func(err error) bool { return err == nil })
	if err == nil && len(failures) > 0 {
		err = &cli.PartlyError{Failures: failures, Total: len(remotes)}
	}
	return err
}

// tableRemotes prints one table of all remotes. It returns the error of each remote, and that of the output.
func (o *listOptions) tableRemotes(ctx context.Context, app *cli.App, remotes []string, format output.Format) ([]error, error) {
	rows := make([][]row, len(remotes))
	failures := eachRemote(remotes, func(n int, remote string) error {
		ctx, cancel := context.WithTimeout(ctx, remoteLimit)
		defer cancel()
		srv, err := app.Server(ctx, remote)
		if err == nil {
			rows[n], err = o.rows(ctx, srv, remote, format)
		}
		return err
	})
	all := slices.Concat(rows...)
	return failures, output.List(app.Streams.Out, format, o.shown(all), all)
}

// eachRemote runs work for all remotes in parallel, and returns the error of each.
func eachRemote(remotes []string, work func(n int, remote string) error) []error {
	failures := make([]error, len(remotes))
	var wg sync.WaitGroup
	for n, remote := range remotes {
		wg.Go(func() {
			if err := work(n, remote); err != nil {
				failures[n] = fmt.Errorf("%s: %w", remote, err)
			}
		})
	}
	wg.Wait()
	return failures
}

// printRemotes prints the objects of all remotes as they arrive, in the order of the remotes. A remote whose turn has not come
// is read only up to its first object, so memory use does not grow with the number of instances. It returns the error of each
// remote, and that of the output.
func (o *listOptions) printRemotes(ctx context.Context, app *cli.App, remotes []string, format output.Format) ([]error, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	turns := make([]chan struct{}, len(remotes)+1)
	for n := range turns {
		turns[n] = make(chan struct{})
	}
	close(turns[0])
	stream := output.NewStream[remoteInstance](app.Streams.Out, format)
	var broken error // the output's; used by one remote at a time
	failures := eachRemote(remotes, func(n int, remote string) error {
		defer func() {
			<-turns[n]
			close(turns[n+1])
		}()
		return o.printRemote(ctx, app, remote, func(raw []byte, more ...string) error {
			<-turns[n]
			if broken == nil {
				broken = stream.Write(raw, more...)
			}
			if broken != nil {
				cancel() // the other remotes need not answer
			}
			return broken
		})
	})
	if broken != nil {
		return nil, broken
	}
	return failures, stream.Close()
}

// printRemote calls show for each object of a remote. The time that show takes does not count as the remote's.
func (o *listOptions) printRemote(ctx context.Context, app *cli.App, remote string, show func(raw []byte, more ...string) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	limit := time.AfterFunc(remoteLimit, func() { cancel(context.DeadlineExceeded) })
	defer limit.Stop()
	name, err := json.Marshal(remote)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, remote)
	if err != nil {
		return err
	}
	return o.objects(srv, func(raw []byte, more ...string) error {
		limit.Stop()
		defer limit.Reset(remoteLimit)
		return show(raw, append([]string{`"remote":` + string(name)}, more...)...)
	})
}
