package config

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func certificates() *resource.Kind[api.Certificate, api.CertificatePut] {
	short := func(c api.Certificate) string { return c.Fingerprint[:min(12, len(c.Fingerprint))] }
	x509 := func(field func(c certificate) string) func(api.Certificate) string {
		return func(c api.Certificate) string {
			parsed, err := lxd.ParseCertificate(c.Certificate)
			if err != nil {
				return ""
			}
			return field(certificate{parsed})
		}
	}
	return &resource.Kind[api.Certificate, api.CertificatePut]{
		Noun: "fingerprint", Plural: i18n.G("trusted certificates"), Silent: true,
		Columns: output.Columns[api.Certificate]{
			output.Col('t', i18n.G("TYPE"), func(c api.Certificate) string { return c.Type }),
			output.Col('n', i18n.G("NAME"), func(c api.Certificate) string { return c.Name }),
			output.Col('c', i18n.G("COMMON NAME"), x509(certificate.commonName)),
			output.Col('d', i18n.G("DESCRIPTION"), func(c api.Certificate) string { return c.Description }),
			output.Col('f', i18n.G("FINGERPRINT"), short),
			output.Col('F', i18n.G("FULL FINGERPRINT"), func(c api.Certificate) string { return c.Fingerprint }),
			output.Col('i', i18n.G("ISSUE DATE"), x509(certificate.issued)),
			output.Col('e', i18n.G("EXPIRY DATE"), x509(certificate.expires)),
			output.Col('r', i18n.G("RESTRICTED"), func(c api.Certificate) string {
				return cli.ByProgram(strings.ToUpper, strings.ToLower)(output.YesNo(c.Restricted))
			}),
			output.Col('p', i18n.G("PROJECTS"), func(c api.Certificate) string { return strings.Join(c.Projects, ", ") }),
		},
		Default: cli.ByProgram("tncfie", "ntdfe"),
		Verbs: resource.Verbs[api.Certificate, api.CertificatePut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Certificate, error) { return s.GetCertificates() },
			Get: func(s resource.Server, k resource.Key) (*api.Certificate, string, error) {
				return s.GetCertificate(k.Name)
			},
			Update: func(s resource.Server, k resource.Key, p api.CertificatePut, etag string) error {
				return s.UpdateCertificate(k.Name, p, etag)
			},
		},
		Name:     func(c api.Certificate) string { return c.Fingerprint },
		Writable: (*api.Certificate).Writable,
		Help:     i18n.G("A trusted certificate: name, type, and the projects it is restricted to. Lines with # are ignored."),
	}
}

func trust(app *cli.App) *cobra.Command {
	return app.Group("trust", i18n.G("Manage the clients that a server trusts"), certificates().Commands(app), []*cobra.Command{
		trustAdd(app), trustAddCertificate(app), trustRemove(app), listTokens(app), revokeToken(app),
	})
}

type trustOptions struct {
	remote      string
	name, kind  string
	projects    string
	description string
	restricted  bool
	file        string
	byFile      bool // a file was named, if with an empty name
}

func (o *trustOptions) flags(cmd *cobra.Command, typeShorthand string) {
	f := cmd.Flags()
	f.StringVar(&o.name, "name", "", i18n.G("Name for the client"))
	f.StringVar(&o.projects, "projects", "", i18n.G("Projects to restrict the client to, separated by commas"))
	f.BoolVar(&o.restricted, "restricted", false, i18n.G("Restrict the client to projects"))
	f.StringVarP(&o.kind, "type", typeShorthand, "client", i18n.G("Type of the certificate: client or metrics"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
}

func trustAdd(app *cli.App) *cobra.Command {
	var o trustOptions
	var words []string
	cmd := app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Trust a client: by its certificate, or by a token that is printed"),
		Long:    i18n.G("With a certificate file, the client that holds its key is trusted at once. Without one, a token is made; the client uses it once with: lxc remote add <name> <token>"),
		Example: "lxc config trust add --name laptop\nlxc config trust add laptop.crt\nlxc config trust add prod: --name ci --restricted --projects build",
		Args:    []cli.Arg{cli.Opt(cli.Words("[<remote>:] [<cert>|<name>]", &words))},
		Run: func(ctx context.Context) error {
			if len(words) == 0 && o.name == "" && cli.Program() == "incus" {
				return cli.ErrBare
			}
			if err := o.parse(app, words); err != nil {
				return err
			}
			return o.run(ctx, app)
		},
	})
	o.flags(cmd, "")
	return cmd
}

// parse reads `[remote:] [file]`, and the form `[remote:]name` of Incus, which is a name unless such a file exists.
func (o *trustOptions) parse(app *cli.App, words []string) error {
	remote, rest, err := app.SplitFilters(words)
	if err != nil {
		return err
	}
	if len(rest) > 1 {
		return cli.Usagef(i18n.G("one argument too many: %q"), rest[1])
	}
	o.remote = remote
	if len(rest) == 0 {
		return nil
	}
	if rest[0] == "" && cli.Program() == "incus" {
		return cli.Usagef("%s", i18n.G("a client needs a name"))
	}
	if _, err := os.Stat(rest[0]); err != nil && rest[0] != "" && filepath.Ext(rest[0]) == "" && !strings.Contains(rest[0], "/") && o.name == "" {
		o.name = rest[0]
		return nil
	}
	o.file, o.byFile = rest[0], true
	return nil
}

func (o *trustOptions) run(ctx context.Context, app *cli.App) error {
	if o.kind == "" {
		return cli.Usagef(i18n.G("unknown type of certificate %q"), o.kind)
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	post := api.CertificatesPost{Name: o.name, Type: o.kind, Restricted: o.restricted, Description: o.description}
	if o.projects != "" {
		post.Projects = strings.Split(o.projects, ",")
	}
	if o.restricted {
		if err := srv.CheckExtension("certificate_project"); err != nil {
			return err
		}
	}
	if o.byFile {
		return o.addFile(srv, post)
	}
	return o.issue(ctx, app, srv, post)
}

func (o *trustOptions) addFile(srv lxd.InstanceServer, post api.CertificatesPost) error {
	if o.file == "-" {
		return cli.Usagef("%s", i18n.G("the certificate must be a file"))
	}
	text, err := os.ReadFile(o.file)
	if err != nil {
		return err
	}
	cert, err := lxd.ParseCertificate(string(text))
	if err != nil {
		return cli.Usagef("%s: %s", o.file, err)
	}
	post.Certificate = base64.StdEncoding.EncodeToString(cert.Raw)
	if post.Name == "" {
		post.Name = filepath.Base(o.file)
	}
	return srv.CreateCertificate(post)
}

func (o *trustOptions) issue(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.CertificatesPost) error {
	for post.Name == "" {
		var err error
		if post.Name, err = app.Streams.Ask(ctx, i18n.G("Name of the client: ")); err != nil {
			return cli.Unanswered(ctx, err, "--name")
		}
	}
	op, err := srv.CreateCertificateToken(post)
	if err != nil {
		return err
	}
	state := op.Get()
	token, err := api.TokenFromOperation(&state)
	if err != nil {
		return err
	}
	app.Note(i18n.G("Client %s certificate add token:"), post.Name)
	app.Print("%s\n", token)
	return nil
}

func trustAddCertificate(app *cli.App) *cobra.Command {
	var o trustOptions
	cmd := app.Command(cli.Spec{
		Name: "add-certificate", Short: i18n.G("Trust the client with a certificate"), Example: "lxc config trust add-certificate laptop.crt",
		Args: []cli.Arg{cli.Remote(&o.remote), cli.Word("cert.crt", &o.file)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&o.remote); err != nil {
				return err
			}
			o.byFile = true
			return o.run(ctx, app)
		},
	})
	o.flags(cmd, "t")
	return cmd
}

func trustRemove(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Trust a client no more"), Example: "lxc config trust remove 3f2a9c1b77aa",
		Args: []cli.Arg{cli.Object("fingerprint", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.About("certificate", ref, srv.DeleteCertificate(ref.Name))
		},
	})
}

// pending is a token that was not used yet, with the names that the stock client of LXD gives its fields.
type pending struct {
	ClientName, Token, ExpiresAt string

	token     *api.CertificateAddToken
	operation string
}

// tokenFields are the fields of a token as the stock client of Incus prints them.
type tokenFields struct {
	ClientName  string    `json:"client_name" yaml:"client_name"`
	Fingerprint string    `json:"fingerprint" yaml:"fingerprint"`
	Addresses   []string  `json:"addresses" yaml:"addresses"`
	Secret      string    `json:"secret" yaml:"secret"`
	ExpiresAt   time.Time `json:"expires_at" yaml:"expires_at"`
}

func printTokens(app *cli.App, format output.Format, tokens []pending) error {
	list := make([]any, 0, len(tokens))
	for _, t := range tokens {
		if cli.Program() == "incus" {
			list = append(list, tokenFields{t.token.ClientName, t.token.Fingerprint, t.token.Addresses, t.token.Secret, t.token.ExpiresAt})
			continue
		}
		list = append(list, t)
	}
	if format.Name == "yaml" {
		return output.YAML(app.Streams.Out, list)
	}
	return output.JSON(app.Streams.Out, list)
}

// pendingTokens finds the client tokens among the operations; cluster tokens and image secrets look alike.
func pendingTokens(srv lxd.InstanceServer) ([]pending, error) {
	ops, err := srv.GetOperations()
	var out []pending
	for _, op := range ops {
		if op.Class != "token" || op.StatusCode != api.Running || op.Metadata["request"] == nil {
			continue
		}
		if token, err := api.TokenFromOperation(&op); err == nil {
			out = append(out, pending{token.ClientName, token.String(), output.Time(token.ExpiresAt), token, op.ID})
		}
	}
	return out, err
}

func listTokens(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list-tokens", Short: i18n.G("List the tokens that were not used yet"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			columns := output.Columns[pending]{
				output.Col('n', i18n.G("NAME"), func(p pending) string { return p.ClientName }),
				output.Col('t', i18n.G("TOKEN"), func(p pending) string { return p.Token }),
				output.Col('E', i18n.G("EXPIRES AT"), func(p pending) string {
					if p.ExpiresAt == "" {
						return cli.ByProgram("", " ")
					}
					return p.ExpiresAt
				}).Or('e'),
			}
			format, err := flags.ParseFormat(app)
			if err != nil {
				return err
			}
			if format.Machine() {
				tokens, err := pendingTokens(srv)
				if err != nil {
					return err
				}
				return printTokens(app, format, tokens)
			}
			return resource.Print(app, flags, columns,
				func() ([]pending, error) { return pendingTokens(srv) })
		},
	})
	flags.Add(cmd, "ntE")
	return cmd
}

func revokeToken(app *cli.App) *cobra.Command {
	var remote, name string
	return app.Command(cli.Spec{
		Name: "revoke-token", Short: i18n.G("Make a token unusable"), Example: "lxc config trust revoke-token laptop",
		Args: []cli.Arg{cli.Remote(&remote), cli.Word("name", &name)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			tokens, err := pendingTokens(srv)
			if err != nil {
				return err
			}
			for _, t := range tokens {
				if t.ClientName == name {
					if err := srv.DeleteOperation(t.operation); err != nil {
						return err
					}
					app.Note(i18n.G("Revoked the token for %s"), name)
					return nil
				}
			}
			return cli.About("token", config.Ref{Remote: remote, Name: name}, api.ErrNotFound)
		},
	})
}
