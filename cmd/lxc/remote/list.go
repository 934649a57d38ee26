package remote

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// entry is a remote as a table row.
type entry struct {
	Name, Addr, Protocol, AuthType, Project string
	Public, Static, Global                  bool
	current                                 bool
}

func newEntry(app *cli.App, name string, r config.Remote, current bool) entry {
	e := entry{name, r.Addr, r.Protocol, r.AuthType, r.Project, r.Public, r.Static, r.Global, current}
	if e.Protocol == "" {
		e.Protocol = cli.PerFlavor(app, "lxd", "incus")
	}
	switch {
	case e.AuthType != "":
	case r.IsLocal():
		e.AuthType = "file access"
	case r.Protocol == "simplestreams" || r.Protocol == "oci":
		e.AuthType = "none"
	default:
		e.AuthType = "tls"
	}
	return e
}

func list(app *cli.App) *cobra.Command {
	var flags resource.ListFlags
	columns := output.Columns[entry]{
		output.Col('n', i18n.G("NAME"), func(e entry) string {
			if e.current {
				return i18n.F("%s (current)", e.Name)
			}
			return e.Name
		}),
		output.Col('u', i18n.G("URL"), func(e entry) string { return e.Addr }),
		output.Col('p', i18n.G("PROTOCOL"), func(e entry) string { return e.Protocol }),
		output.Col('a', i18n.G("AUTH TYPE"), func(e entry) string { return e.AuthType }),
		output.Col('P', i18n.G("PUBLIC"), func(e entry) string { return output.YesNo(e.Public) }),
		output.Col('s', i18n.G("STATIC"), func(e entry) string { return output.YesNo(e.Static) }).WithAlias('S'),
		output.Col('g', i18n.G("GLOBAL"), func(e entry) string { return output.YesNo(e.Global) }),
	}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List remotes"), NoSignals: true,
		Run: func(context.Context) error {
			format, err := flags.ParseFormat(app)
			if err != nil {
				return err
			}
			if format.Machine() {
				return printObjects(app, format)
			}
			return resource.Print(app, flags, columns, func() ([]entry, error) {
				c, err := app.Config()
				if err != nil {
					return nil, err
				}
				var out []entry
				for _, name := range slices.Sorted(maps.Keys(c.Remotes)) {
					r := c.Remotes[name]
					if r.Hidden {
						continue
					}
					r.Addr = app.ShownURL(r.Addr)
					out = append(out, newEntry(app, name, r, name == c.Default()))
				}
				return out, nil
			})
		},
	})
	flags.Add(app, cmd, "nupaPsg")
	resource.Offer(cmd, columns)
	return cmd
}

// printObjects prints the remotes as objects by name, like the stock clients: YAML has the form of config.yml.
func printObjects(app *cli.App, format output.Format) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	inFile, fields := map[string]map[string]any{}, map[string]map[string]any{}
	for name, r := range c.Remotes {
		if r.Hidden {
			continue
		}
		r.Addr = app.ShownURL(r.Addr)
		inFile[name] = asInFile(r)
		fields[name] = map[string]any{
			"Addr": r.Addr, "AuthType": r.AuthType, "Project": r.Project, "Protocol": r.Protocol, "Public": r.Public,
			"Global": r.Global, "Static": r.Static,
		}
		if app.Family == "lxd" {
			fields[name]["Domain"] = r.Domain
			continue
		}
		keepalive, _ := r.Extra["keepalive"].(int)
		fields[name]["KeepAlive"] = keepalive
		if sharedWithIncus7(c) {
			helper, _ := r.Extra["credentials_helper"].(string)
			last, _ := r.Extra[lastAddress].(string)
			delete(fields[name], "Addr")
			maps.Copy(fields[name], map[string]any{"Addrs": r.URLs(), "LastWorkingAddr": last, "CredHelper": helper, "TLS": nil})
		}
	}
	if format.Name == "yaml" {
		shown, err := app.Without(inFile)
		if err != nil {
			return err
		}
		return output.YAML(app.Output(), shown)
	}
	shown, err := app.Without(fields)
	if err != nil {
		return err
	}
	return output.JSON(app.Output(), shown)
}

const lastAddress = "last_working_address"

// sharedWithIncus7 reports whether incus 7.0 or newer writes this configuration, too: its remotes have lists of addresses.
func sharedWithIncus7(c *config.Config) bool {
	for _, r := range c.Remotes {
		if _, found := r.Extra[lastAddress]; found {
			return true
		}
	}
	return false
}

// asInFile returns a remote in the form of the configuration file, including keys of other clients.
func asInFile(r config.Remote) map[string]any {
	out := map[string]any{"addr": r.Addr, "public": r.Public}
	for key, value := range map[string]string{"auth_type": r.AuthType, "project": r.Project, "protocol": r.Protocol, "domain": r.Domain} {
		if value != "" {
			out[key] = value
		}
	}
	for key, value := range r.Extra {
		out[key] = value
	}
	return out
}
