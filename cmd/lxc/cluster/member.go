package cluster

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// joinToken is what a server needs to join a cluster. It is handed around as base64 of JSON.
type joinToken struct {
	ServerName  string    `json:"server_name"`
	Fingerprint string    `json:"fingerprint"`
	Addresses   []string  `json:"addresses"`
	Secret      string    `json:"secret"`
	ExpiresAt   time.Time `json:"expires_at"`
}

// tokenOf returns the join token of an operation, nil where it is none.
func tokenOf(op api.Operation) *joinToken {
	if op.Class != "token" || op.StatusCode.IsFinal() { // one that was used or revoked stays in the list for seconds
		return nil
	}
	data, err := json.Marshal(op.Metadata)
	if err != nil {
		return nil
	}
	wire := struct {
		joinToken
		ServerName string `json:"serverName"`
		ExpiresAt  string `json:"expiresAt"`
	}{}
	if json.Unmarshal(data, &wire) != nil {
		return nil
	}
	t := wire.joinToken
	if t.ServerName == "" {
		t.ServerName = wire.ServerName
	}
	if t.ServerName == "" || t.Secret == "" {
		return nil
	}
	for _, key := range []string{"expiresAt", "expires_at"} {
		text, _ := op.Metadata[key].(string)
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			t.ExpiresAt = at
		}
	}
	return &t
}

func (t *joinToken) String() string {
	data, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(data)
}

func add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	cmd := app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Print a token with which a server can join the cluster"), Example: "lxc cluster add server4",
		Args: []cli.Arg{cli.Target("member", &ref)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&ref.Remote); err != nil {
				return err
			}
			if name != "" {
				ref.Name = name
			}
			if ref.Name == "" {
				return cli.ErrBare
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			op, err := srv.CreateClusterMember(api.ClusterMembersPost{ServerName: ref.Name})
			if err != nil {
				return cli.About("member", ref, err)
			}
			token := tokenOf(op.Get())
			if token == nil {
				return cli.Usagef("%s", i18n.G("the server sent no join token"))
			}
			app.Note(i18n.G("Member %s join token:"), ref.Name)
			app.Print("%s\n", token)
			return nil
		},
	})
	cmd.Flags().StringVar(&name, "name", "", i18n.G("Name of the new member"))
	return cmd
}

// pending is a join token that was not used yet.
type pending struct {
	Name      string    `json:"name" yaml:"name"`
	Token     string    `json:"token" yaml:"token"`
	ExpiresAt time.Time `json:"expires_at" yaml:"expires_at"`
	id        string
}

func tokens(s resource.Server) ([]pending, error) {
	ops, err := s.GetOperations()
	var out []pending
	for _, op := range ops {
		if t := tokenOf(op); t != nil {
			out = append(out, pending{t.ServerName, t.String(), t.ExpiresAt, op.ID})
		}
	}
	return out, err
}

func listTokens(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list-tokens", Short: i18n.G("List join tokens that are not used yet"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			columns := output.Columns[pending]{
				output.Col('n', i18n.G("NAME"), func(p pending) string { return p.Name }),
				output.Col('t', i18n.G("TOKEN"), func(p pending) string { return p.Token }),
				output.Col('E', i18n.G("EXPIRES AT"), func(p pending) string { return output.Time(p.ExpiresAt) }),
			}
			return resource.Print(app, flags, columns, func() ([]pending, error) { return tokens(srv) })
		},
	})
	flags.Add(cmd, "ntE")
	return cmd
}

func revokeToken(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "revoke-token", Short: i18n.G("Revoke the join token of a server"), Example: "lxc cluster revoke-token server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			list, err := tokens(srv)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(list, func(p pending) bool { return p.Name == ref.Name })
			if i < 0 {
				return cli.About("member", ref, &api.StatusError{Code: 404, Message: i18n.G("there is no join token for it")})
			}
			if err := srv.DeleteOperation(list[i].id); err != nil {
				return err
			}
			app.Note(i18n.G("Revoked the token for %s"), ref.Name)
			return nil
		},
	})
}

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	force, sure := false, false
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Take a member out of the cluster"), Example: "lxc cluster remove server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if force && !sure {
				sure, err = app.Confirm(ctx, i18n.F("Drop %s although it does not answer? It cannot come back, and what it holds is lost.", ref.Name), "--yes")
				if err != nil {
					return err
				}
				if !sure {
					return errors.New(i18n.G("not deleted: the answer was no"))
				}
			}
			err = srv.DeleteClusterMember(ref.Name, force)
			if err == nil {
				app.Note(i18n.G("Member %s left the cluster"), ref.Name)
			}
			return cli.About("member", ref, err)
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Drop it although it does not answer"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not ask"))
	return cmd
}

func evacuate(app *cli.App, action string) *cobra.Command {
	var ref config.Ref
	post := api.ClusterMemberStatePost{Action: action}
	sure := false
	spec := cli.Spec{
		Name: "evacuate", Aliases: []string{"evac"}, Short: i18n.G("Move all instances away from a member"),
		Args: []cli.Arg{cli.Object("member", &ref)},
	}
	modes, question := i18n.G("What to do with instances: auto, stop, migrate or live-migrate"), i18n.G("Move or stop all instances on %s?")
	if action == "restore" {
		spec.Name, spec.Aliases, spec.Short = "restore", nil, i18n.G("Bring the instances back to a member")
		modes, question = i18n.G("skip leaves the instances where they are"), i18n.G("Bring the instances back to %s?")
	}
	spec.Example = "lxc cluster " + action + " server2"
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		if !sure {
			ok, err := app.Confirm(ctx, i18n.F(question, ref.Name), "--force")
			if err != nil || !ok {
				return err
			}
		}
		op, err := srv.UpdateClusterMemberState(ref.Name, post)
		if err == nil {
			err = app.Wait(ctx, op, i18n.G("Moving"))
		} else {
			err = fmt.Errorf(i18n.G("Failed to update cluster member state: %w"), err)
		}
		return cli.About("member", ref, err)
	}
	cmd := app.Command(spec)
	cmd.Flags().StringVar(&post.Mode, "action", "", modes)
	cmd.Flags().BoolVarP(&sure, "force", "f", false, i18n.G("Do not ask"))
	if action == "evacuate" {
		cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not ask"))
	}
	return cmd
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show the load of a member as YAML"), Example: "lxc cluster info server1", Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			state, err := srv.GetClusterMemberState(ref.Name)
			if err != nil {
				return cli.About("member", ref, err)
			}
			return output.YAML(app.Streams.Out, state)
		},
	})
}

func updateCertificate(app *cli.App) *cobra.Command {
	var remote, certFile, keyFile string
	return app.Command(cli.Spec{
		Name: "update-certificate", Aliases: []string{"update-cert"}, Short: i18n.G("Replace the certificate of the cluster"),
		Example: "lxc cluster update-certificate cluster.crt cluster.key",
		Args:    []cli.Arg{cli.Remote(&remote), cli.Word("certificate", &certFile), cli.Word("key", &keyFile)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			cert, err := os.ReadFile(certFile)
			if err != nil {
				return err
			}
			key, err := os.ReadFile(keyFile)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, remote)
			if err != nil {
				return err
			}
			err = srv.UpdateClusterCertificate(api.ClusterCertificatePut{ClusterCertificate: string(cert), ClusterCertificateKey: string(key)}, "")
			if err != nil {
				return err
			}
			return app.ReplaceServerCertificate(remote, cert)
		},
	})
}

func roles(app *cli.App) []*cobra.Command {
	return listEdits(app, "role", func(p *api.ClusterMemberPut) *[]string { return &p.Roles }, [6]string{
		"add", i18n.G("Give roles to a member"), "remove", i18n.G("Take roles from a member"), "", "",
	})
}

// listEdits are add and remove of words in a list of a member.
func listEdits(app *cli.App, noun string, list func(*api.ClusterMemberPut) *[]string, names [6]string) []*cobra.Command {
	command := func(name, short, done string, aliases []string, edit func(have []string, word string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var words string
		return app.Command(cli.Spec{
			Name: name, Aliases: aliases, Short: short, Args: []cli.Arg{cli.Object("member", &ref), cli.Word(noun, &words)},
			Run: func(ctx context.Context) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				err = resource.Change(srv.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
					for _, word := range strings.Split(words, ",") {
						changed, err := edit(*list(p), word)
						if err != nil {
							return err
						}
						*list(p) = changed
					}
					return nil
				})
				if err == nil && done != "" {
					app.Note(done, ref.Name, words)
				}
				return cli.About("member", ref, err)
			},
		})
	}
	return []*cobra.Command{
		command(names[0], names[1], names[4], []string{"create"}, func(have []string, word string) ([]string, error) {
			if slices.Contains(have, word) {
				return have, cli.Usagef(i18n.G("the member has %q already"), word)
			}
			return append(have, word), nil
		}),
		command(names[2], names[3], names[5], []string{"delete", "rm"}, func(have []string, word string) ([]string, error) {
			if !slices.Contains(have, word) {
				return have, cli.Usagef(i18n.G("the member does not have %q"), word)
			}
			return slices.DeleteFunc(have, func(w string) bool { return w == word }), nil
		}),
	}
}

func failureDomain(app *cli.App) []*cobra.Command {
	command := func(name, short string, domain *string, work func(resource.Server, config.Ref) error) *cobra.Command {
		var ref config.Ref
		args := []cli.Arg{cli.Object("member", &ref)}
		if domain != nil {
			args = append(args, cli.Word("domain", domain))
		}
		return app.Command(cli.Spec{Name: name, Short: short, Args: args, Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.About("member", ref, work(srv, ref))
		}})
	}
	set := func(s resource.Server, ref config.Ref, domain string) error {
		return resource.Change(s.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
			p.FailureDomain = domain
			return nil
		})
	}
	var domain string
	return []*cobra.Command{
		command("get", i18n.G("Print the failure domain of a member"), nil, func(s resource.Server, ref config.Ref) error {
			m, _, err := s.ClusterMembers().Get(ref.Name)
			if err == nil {
				app.Print("%s\n", m.FailureDomain)
			}
			return err
		}),
		command("set", i18n.G("Set the failure domain of a member"), &domain, func(s resource.Server, ref config.Ref) error { return set(s, ref, domain) }),
		command("unset", i18n.G("Put a member back into the default failure domain"), nil, func(s resource.Server, ref config.Ref) error { return set(s, ref, "default") }),
	}
}
