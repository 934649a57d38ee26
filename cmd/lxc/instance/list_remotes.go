package instance

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
)

// remoteLimit is how long one remote may hold up the list of all.
const remoteLimit = 20 * time.Second

// remoteInstance is an instance with the remote that it is on.
type remoteInstance struct {
	Remote           string `json:"remote" yaml:"remote"`
	api.InstanceFull `yaml:",inline"`
}

// everywhere lists the instances of all remotes, asked at the same time. A remote that fails or takes too long is named,
// and the others are shown.
func (o *listOptions) everywhere(ctx context.Context, app *cli.App, format output.Format) error {
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
	rows, objects := make([][]listed, len(remotes)), make([][]remoteInstance, len(remotes))
	failures := make([]error, len(remotes))
	var wg sync.WaitGroup
	for n, remote := range remotes {
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, remoteLimit)
			defer cancel()
			srv, err := app.Server(ctx, remote)
			if err == nil && format.Machine() {
				objects[n], err = o.objectsOf(srv, remote)
			} else if err == nil {
				rows[n], err = o.load(ctx, srv)
			}
			if err != nil {
				failures[n] = fmt.Errorf("%s: %w", remote, err)
			}
			for i := range rows[n] {
				rows[n][i].remote = remote
			}
		})
	}
	wg.Wait()
	failures = slices.DeleteFunc(failures, func(err error) bool { return err == nil })
	if format.Machine() {
		err = output.List(app.Streams.Out, format, nil, slices.Concat(objects...))
	} else {
		all := slices.Concat(rows...)
		err = output.List(app.Streams.Out, format, o.shown(all), all)
	}
	if err == nil && len(failures) > 0 {
		err = &cli.PartlyError{Failures: failures, Total: len(remotes)}
	}
	return err
}

func (o *listOptions) objectsOf(srv lxd.InstanceServer, remote string) ([]remoteInstance, error) {
	items, err := o.objects(srv)
	out := make([]remoteInstance, 0, len(items))
	for _, i := range items {
		out = append(out, remoteInstance{remote, i})
	}
	return out, err
}
