package network

import (
	"context"
	"slices"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func aclRules(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("rule", i18n.G("Manage ACL rules"), []*cobra.Command{aclRuleAdd(app), aclRuleRemove(app)}))
}

// aclRule holds the arguments of both commands.
type aclRule struct {
	acl       config.Ref
	direction string
	words     []string
}

func (o *aclRule) args() []cli.Arg {
	return []cli.Arg{cli.Object("acl", &o.acl), cli.Choice("direction", &o.direction, "ingress", "egress"), cli.Opt(cli.Pairs(&o.words))}
}

// rule builds a rule from the key=value arguments.
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
		return nil, rule, cli.Usagef("%s", i18n.G("unknown key (must be one of: action, source, destination, protocol, source_port, destination_port, icmp_type, icmp_code, description, state)"))
	}
	return values, rule, nil
}

func (o *aclRule) change(ctx context.Context, app *cli.App, change func([]api.NetworkACLRule) ([]api.NetworkACLRule, error)) error {
	if o.direction != "ingress" && o.direction != "egress" {
		return cli.Usagef("%s", i18n.G("invalid direction (must be one of: ingress, egress)"))
	}
	srv, err := app.Server(ctx, o.acl.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject("acl", o.acl, resource.Change(srv.NetworkACLs(), o.acl.Name, func(p *api.NetworkACLPut) error {
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
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a rule to a network ACL"),
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
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a rule from a network ACL"),
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
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Remove all matching entries"))
	return cmd
}

// withoutRules removes the only rule that has all the values, or with force all such rules.
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
		return rules, cli.NotFound("rule", i18n.G("no matching entry"))
	case found > 1 && !force:
		return rules, cli.Conflict("rule", i18n.F("%d entries match: be more specific, or remove all of them with --force", found))
	}
	return slices.DeleteFunc(rules, fits), nil
}
