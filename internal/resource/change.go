package resource

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// retries is how often a change is made again on the new state of an object that another client has changed meanwhile.
const retries = 5

// Modify reads an object, changes its writable part and writes it back with the same ETag. After a conflict it retries on the
// new state, so that concurrent changes to different keys all succeed.
func Modify[T, P any](get func() (T, string, error), update func(P, string) error, writable func(T) P, change func(*P) error) error {
	for attempt := 0; ; attempt++ {
		item, etag, err := get()
		if err != nil {
			return err
		}
		p := writable(item)
		if err := change(&p); err != nil {
			return err
		}
		err = update(p, etag)
		if attempt == retries || !errors.Is(err, api.ErrPrecondition) {
			return err
		}
	}
}

func (k *Kind) modify(s Server, key Key, change func(any) error) error {
	record := k.Verbs.record(s, key)
	return Modify(record.get, record.update, k.Verbs.writable, func(p *any) error { return change(*p) })
}

// Change is like Modify, for an object of a collection.
func Change[T, C, P any](c lxd.Collection[T, C, P], name string, change func(*P) error) error {
	return Modify(func() (*T, string, error) { return c.Get(name) },
		func(p P, etag string) error { return c.Update(name, p, etag) }, embedded[T, P], change)
}

// ChangeInstance is like Modify, for an instance.
func ChangeInstance(ctx context.Context, app *cli.App, s Server, name string, change func(*api.InstancePut) error) error {
	return Modify(func() (*api.Instance, string, error) { return s.GetInstance(name) },
		func(p api.InstancePut, etag string) error {
			op, err := s.UpdateInstance(name, p, etag)
			if err != nil {
				return err
			}
			return app.Wait(ctx, op, "")
		}, (*api.Instance).Writable, change)
}

// ChangeProfile is like Modify, for a profile.
func ChangeProfile(s Server, name string, change func(*api.ProfilePut) error) error {
	return Modify(func() (*api.Profile, string, error) { return s.GetProfile(name) },
		func(p api.ProfilePut, etag string) error { return s.UpdateProfile(name, p, etag) }, (*api.Profile).Writable, change)
}

func asMap(object any) (map[string]any, error) {
	text, err := output.YAMLText(object)
	if err != nil {
		return nil, err
	}
	fields := map[string]any{}
	return fields, yaml.Unmarshal(text, &fields)
}

// writtenMap returns the properties of p: all that can be set and all that are sent to the server.
func writtenMap(p any) (map[string]any, error) {
	fields := map[string]any{}
	text, err := sent.Written(p)
	if err != nil {
		return nil, err
	}
	if err := yaml.Unmarshal(text, &fields); err != nil {
		return nil, err
	}
	if text, err = yaml.Marshal(p); err != nil {
		return nil, err
	}
	return fields, yaml.Unmarshal(text, &fields)
}

// Apply sets configuration keys, or with property set, properties of p, a pointer to a writable part. An empty value is sent, so
// that the server removes the key, or rejects it if it has none of that name. With unset, an unknown property is an error.
func Apply(p any, config, values map[string]string, property, unset bool) error {
	for key, value := range values {
		if !property {
			config[key] = value
		} else if err := setProperty(p, key, value, unset); err != nil {
			return err
		}
	}
	return nil
}

func addProperty(cmd *cobra.Command, property *bool) {
	cmd.Flags().BoolVarP(property, "property", "p", false, i18n.G("Use a property, for example description, instead of a configuration key"))
}
