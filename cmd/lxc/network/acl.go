package network

import (
	"context"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func aclLog(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "show-log", Short: i18n.G("Show the log of an access list"), Example: "lxc network acl show-log web",
		Args: []cli.Arg{cli.Object("acl", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			log, err := srv.GetNetworkACLLogfile(ref.Name)
			if err != nil {
				return cli.About("acl", ref, err)
			}
			defer log.Close()
			return app.CopyText(log)
		},
	})
}

func aclRules(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("rule", i18n.G("Manage the rules of an access list"), []*cobra.Command{aclRuleAdd(app), aclRuleRemove(app)}))
}

// aclRule is what both commands are given.
type aclRule struct {
	acl       config.Ref
	direction string
	words     []string
}

func (o *aclRule) args() []cli.Arg {
	return []cli.Arg{cli.Object("acl", &o.acl), cli.Word("direction", &o.direction), cli.Opt(cli.Words("<key>=<value>...", &o.words))}
}

// rule makes a rule of key=value words.
func (o *aclRule) rule() (map[string]string, api.NetworkACLRule, error) {
	rule := api.NetworkACLRule{}
	values, err := cli.KeyValues(o.words)
	if err != nil {
		return nil, rule, err
	}
	text, err := yaml.Marshal(values)
	if err != nil {
		return nil, rule, err
	}
	if err := yaml.UnmarshalStrict(text, &rule); err != nil {
		return nil, rule, cli.Usagef("%s", i18n.G("unknown key; rules have action, source, destination, protocol, source_port, destination_port, icmp_type, icmp_code, description, state"))
	}
	return values, rule, nil
}

func (o *aclRule) change(ctx context.Context, app *cli.App, change func([]api.NetworkACLRule) ([]api.NetworkACLRule, error)) error {
	if o.direction != "ingress" && o.direction != "egress" {
		return cli.Usagef("%s", i18n.G("the direction is ingress or egress"))
	}
	srv, err := app.Server(ctx, o.acl.Remote)
	if err != nil {
		return err
	}
	return cli.About("acl", o.acl, resource.Change(srv.NetworkACLs(), o.acl.Name, func(p *api.NetworkACLPut) error {
		rules := &p.Ingress
		if o.direction == "egress" {
			rules = &p.Egress
		}
		changed, err := change(*rules)
		*rules = changed
		return err
	}))
}

func aclRuleAdd(app *cli.App) *cobra.Command {
	var o aclRule
	var description string
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a rule to an access list"),
		Example: "lxc network acl rule add web ingress action=allow protocol=tcp destination_port=80,443",
		Args:    o.args(),
		Run: func(ctx context.Context) error {
			_, rule, err := o.rule()
			if err != nil {
				return err
			}
			if rule.State == "" {
				rule.State = "enabled"
			}
			if description != "" {
				rule.Description = description
			}
			return o.change(ctx, app, func(rules []api.NetworkACLRule) ([]api.NetworkACLRule, error) { return append(rules, rule), nil })
		},
	})
	cmd.Flags().StringVar(&description, "description", "", i18n.G("Description"))
	return cmd
}

func aclRuleRemove(app *cli.App) *cobra.Command {
	var o aclRule
	force := false
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a rule from an access list"),
		Example: "lxc network acl rule remove web ingress destination_port=80,443",
		Args:    o.args(),
		Run: func(ctx context.Context) error {
			values, _, err := o.rule()
			if err != nil {
				return err
			}
			return o.change(ctx, app, func(rules []api.NetworkACLRule) ([]api.NetworkACLRule, error) {
				return withoutRules(rules, values, force)
			})
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Remove all that fit, also several"))
	return cmd
}

// withoutRules removes the one rule that has all the values, or all such rules with force.
func withoutRules(rules []api.NetworkACLRule, values map[string]string, force bool) ([]api.NetworkACLRule, error) {
	fits := func(rule api.NetworkACLRule) bool {
		for key, want := range values {
			if have, err := resource.Property(rule, key); err != nil && want != "" || have != want {
				return false
			}
		}
		return true
	}
	found := 0
	for _, rule := range rules {
		if fits(rule) {
			found++
		}
	}
	switch {
	case found == 0:
		return rules, cli.Usagef("%s", i18n.G("no entry fits"))
	case found > 1 && !force:
		return rules, cli.Usagef(i18n.G("%d entries fit; say more, or remove all of them with --force"), found)
	}
	return slices.DeleteFunc(rules, fits), nil
}

// addresses are add and remove of address sets.
func addresses(app *cli.App) []*cobra.Command {
	command := func(name, short, example string, change func(have, words []string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var words []string
		return app.Command(cli.Spec{
			Name: name, Short: short, Example: example,
			Args: []cli.Arg{cli.Object("address-set", &ref), cli.Words("<address>...", &words)},
			Run: func(ctx context.Context) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				return cli.About("address-set", ref, resource.Change(srv.NetworkAddressSets(), ref.Name, func(p *api.NetworkAddressSetPut) error {
					p.Addresses, err = change(p.Addresses, words)
					return err
				}))
			},
		})
	}
	return []*cobra.Command{
		command("add", i18n.G("Add addresses to a set"), "lxc network address-set add office 192.0.2.0/24", func(have, words []string) ([]string, error) {
			for _, w := range words {
				if !slices.Contains(have, w) {
					have = append(have, w)
				}
			}
			return have, nil
		}),
		command("remove", i18n.G("Remove addresses from a set"), "lxc network address-set remove office 192.0.2.0/24", func(have, words []string) ([]string, error) {
			for _, w := range words {
				if !slices.Contains(have, w) {
					return have, cli.Usagef(i18n.G("the set has no address %q"), w)
				}
			}
			return slices.DeleteFunc(have, func(a string) bool { return slices.Contains(words, a) }), nil
		}),
	}
}

// inRecord is an entry of a record.
type inRecord struct {
	zone   config.Ref
	record string
	entry  api.NetworkZoneRecordEntry
}

func (o *inRecord) args() []cli.Arg {
	return []cli.Arg{
		cli.Object("zone", &o.zone), cli.Word("record", &o.record), cli.Word("type", &o.entry.Type), cli.Word("value", &o.entry.Value),
	}
}

func (o *inRecord) change(ctx context.Context, app *cli.App, change func(*api.NetworkZoneRecordPut) error) error {
	srv, err := app.Server(ctx, o.zone.Remote)
	if err != nil {
		return err
	}
	return cli.About("record", config.Ref{Remote: o.zone.Remote, Name: o.zone.Name + "/" + o.record},
		resource.Change(srv.NetworkZoneRecords(o.zone.Name), o.record, change))
}

func recordEntries(app *cli.App) *cobra.Command {
	var a, r inRecord
	add := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add an entry to a record"),
		Example: "lxc network zone record entry add lxd.example.net www A 192.0.2.10 --ttl 300", Args: a.args(),
		Run: func(ctx context.Context) error {
			return a.change(ctx, app, func(p *api.NetworkZoneRecordPut) error {
				p.Entries = append(p.Entries, a.entry)
				return nil
			})
		},
	})
	add.Flags().Uint64Var(&a.entry.TTL, "ttl", 0, i18n.G("Seconds that the entry may be kept; 0 is the zone's own"))
	remove := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove an entry from a record"),
		Example: "lxc network zone record entry remove lxd.example.net www A 192.0.2.10", Args: r.args(),
		Run: func(ctx context.Context) error {
			return r.change(ctx, app, func(p *api.NetworkZoneRecordPut) error {
				before := len(p.Entries)
				p.Entries = slices.DeleteFunc(p.Entries, func(e api.NetworkZoneRecordEntry) bool {
					return e.Type == r.entry.Type && e.Value == r.entry.Value
				})
				if len(p.Entries) == before {
					return cli.Usagef(i18n.G("the record has no entry %s %s; it has %s"), r.entry.Type, r.entry.Value, strconv.Itoa(before))
				}
				return nil
			})
		},
	})
	return app.Lenient(app.Group("entry", i18n.G("Manage the entries of a record"), []*cobra.Command{add, remove}))
}
