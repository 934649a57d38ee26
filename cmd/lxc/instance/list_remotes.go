package instance

import (
	"bytes"
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
)

// remoteLimit is how long one remote may delay the list of all remotes.
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
	rows, objects := make([][]row, len(remotes)), make([][]remoteObject, len(remotes))
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
				rows[n], err = o.rows(ctx, srv, remote, format)
			}
			if err != nil {
				failures[n] = fmt.Errorf("%s: %w", remote, err)
			}
		})
	}
	wg.Wait()
	failures = slices.DeleteFunc(failures, func(err error) bool { return err == nil })
	if format.Machine() {
		err = printRemotes(app, format, slices.Concat(objects...))
	} else {
		all := slices.Concat(rows...)
		err = output.List(app.Streams.Out, format, o.shown(all), all)
	}
	if err == nil && len(failures) > 0 {
		err = &cli.PartlyError{Failures: failures, Total: len(remotes)}
	}
	return err
}

// remoteObject is an instance that waits until those of earlier remotes are printed.
type remoteObject struct {
	raw  []byte
	more []string
}

func (o *listOptions) objectsOf(srv lxd.InstanceServer, remote string) ([]remoteObject, error) {
	name, err := json.Marshal(remote)
	if err != nil {
		return nil, err
	}
	var out []remoteObject
	err = o.objects(srv, func(raw []byte, more ...string) error {
		more = append([]string{`"remote":` + string(name)}, more...)
		out = append(out, remoteObject{bytes.Clone(raw), more})
		return nil
	})
	return out, err
}

func printRemotes(app *cli.App, format output.Format, objects []remoteObject) error {
	stream := output.NewStream[remoteInstance](app.Streams.Out, format)
	for _, o := range objects {
		if err := stream.Write(o.raw, o.more...); err != nil {
			return err
		}
	}
	return stream.Close()
}
