// Package remote holds `lxc remote`.
package remote

import (
	"context"
	"encoding/base64"
	"maps"
	"net/http"
	"os"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage the servers that the client knows") }

// New is `lxc remote`.
func New(app *cli.App) *cobra.Command {
	return app.Group("remote", Summary(), []*cobra.Command{
		add(app), generate(app), getDefault(app), clientCertificate(app), list(app), remove(app), rename(app), setURL(app), switchTo(app),
		clientToken(app), proxy(app), setKeepalive(app),
	})
}

// entry is one remote as tables show it.
type entry struct {
	Name, Addr, Protocol, AuthType, Project string
	Public, Static, Global                  bool
	current                                 bool
}

func newEntry(name string, r config.Remote, current bool) entry {
	e := entry{name, r.Addr, r.Protocol, r.AuthType, r.Project, r.Public, r.Static, r.Global, current}
	if e.Protocol == "" {
		e.Protocol = cli.ByProgram("lxd", "incus")
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
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the remotes"), Quick: true,
		Run: func(context.Context) error {
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
				output.Col('s', i18n.G("STATIC"), func(e entry) string { return output.YesNo(e.Static) }).Or('S'),
				output.Col('g', i18n.G("GLOBAL"), func(e entry) string { return output.YesNo(e.Global) }),
			}
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
				for name, r := range c.Remotes {
					if r.Hidden {
						continue
					}
					out = append(out, newEntry(name, r, name == c.Default()))
				}
				return out, nil
			})
		},
	})
	flags.Add(cmd, "nupaPsg")
	return cmd
}

// printObjects prints the remotes by their names, in the shapes of the stock clients: in YAML as config.yml has them.
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
		inFile[name] = asInFile(r)
		fields[name] = map[string]any{
			"Addr": r.Addr, "AuthType": r.AuthType, "Project": r.Project, "Protocol": r.Protocol, "Public": r.Public,
			"Global": r.Global, "Static": r.Static,
		}
		if cli.Program() == "lxc" {
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
		return output.YAML(app.Streams.Out, inFile)
	}
	return output.JSON(app.Streams.Out, fields)
}

const lastAddress = "last_working_address"

// sharedWithIncus7 reports whether an incus since 7.0 writes this configuration too: its remotes have several addresses.
func sharedWithIncus7(c *config.Config) bool {
	for _, r := range c.Remotes {
		if _, found := r.Extra[lastAddress]; found {
			return true
		}
	}
	return false
}

// asInFile is a remote as the configuration file has it, with what other clients keep there.
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

// name is an argument that names a remote, with or without the colon.
func name(usage string, into *string) cli.Arg {
	a := cli.Word(usage, into)
	set := a.Set
	a.Set = func(app *cli.App, words []string) error {
		word := words[0]
		if len(word) > 1 && word[len(word)-1] == ':' {
			word = word[:len(word)-1]
		}
		return set(app, []string{word})
	}
	return a
}

// change runs one change of the configuration.
func change(app *cli.App, work func(*config.Config) error) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	return work(c)
}

func remove(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Forget a remote"), Args: []cli.Arg{name("remote", &remote)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Remove(ctx, remote) })
		},
	})
}

func rename(app *cli.App) *cobra.Command {
	var from, to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename a remote"), Args: []cli.Arg{name("remote", &from), name("new-name", &to)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Rename(ctx, from, to) })
		},
	})
}

func setURL(app *cli.App) *cobra.Command {
	var remote string
	var urls []string
	return app.Command(cli.Spec{
		Name: "set-url", Aliases: []string{"set-urls"}, Short: i18n.G("Change the addresses of a remote; the first that answers is used"),
		Example: "lxc remote set-url prod https://192.0.2.8:8443",
		Args:    []cli.Arg{name("remote", &remote), cli.Words("<URL>...", &urls)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				var all []string
				for _, url := range urls {
					address, err := normalise(url, c.Remotes[remote].Protocol)
					if err != nil {
						return err
					}
					all = append(all, address)
				}
				return c.Change(ctx, remote, func(r *config.Remote) { r.Addr = strings.Join(all, ",") })
			})
		},
	})
}

func switchTo(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "switch", Aliases: []string{"set-default"}, Short: i18n.G("Choose the default remote"), Args: []cli.Arg{name("remote", &remote)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Switch(ctx, remote) })
		},
	})
}

func getDefault(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "get-default", Short: i18n.G("Print the default remote"),
		Run: func(context.Context) error {
			return change(app, func(c *config.Config) error {
				app.Print("%s\n", c.Default())
				return nil
			})
		},
	})
}

func generate(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "generate-certificate", Short: i18n.G("Make the key and certificate of this client"),
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				if _, err := os.Stat(c.ConfigPath("client.crt")); err == nil {
					return &api.StatusError{Code: http.StatusConflict, Message: i18n.G("this client has a certificate already")}
				}
				return c.GenerateClientCertificate(ctx)
			})
		},
	})
}

func clientCertificate(app *cli.App) *cobra.Command {
	var format, target string
	cmd := app.Command(cli.Spec{
		Name: "get-client-certificate", Short: i18n.G("Print the certificate of this client"),
		Example: "lxc remote get-client-certificate > laptop.crt\nlxc remote get-client-certificate --format fingerprint",
		Args:    []cli.Arg{cli.Opt(cli.Word("file", &target))},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				if err := c.GenerateClientCertificate(ctx); err != nil {
					return err
				}
				data, err := os.ReadFile(c.ConfigPath("client.crt"))
				if err != nil {
					return err
				}
				cert, err := lxd.ParseCertificate(string(data))
				if err != nil {
					return err
				}
				switch format {
				case "pem":
				case "fingerprint":
					data = []byte(lxd.CertificateFingerprint(cert) + "\n")
				case "base64":
					data = []byte(base64.StdEncoding.EncodeToString(cert.Raw) + "\n")
				default:
					return cli.Usagef(i18n.G("unknown format %q; there are: %s"), format, "pem, fingerprint, base64")
				}
				if target != "" && target != "-" {
					return os.WriteFile(target, data, 0o644) //nolint:gosec // the public half
				}
				app.Print("%s", data)
				return nil
			})
		},
	})
	cmd.Flags().StringVarP(&format, "format", "f", "pem", i18n.G("Format: pem, fingerprint or base64"))
	return cmd
}
