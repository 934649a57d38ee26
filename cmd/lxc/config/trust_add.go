package config

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

type trustOptions struct {
	app         *cli.App
	remote      string
	name, kind  string
	projects    string
	description string
	restricted  bool
	file        string
	byFile      bool // a file was named, even if the name is empty
}

func (o *trustOptions) flags(cmd *cobra.Command, typeShorthand string) {
	f := cmd.Flags()
	f.StringVar(&o.name, "name", "", i18n.G("Name for the client"))
	f.StringVar(&o.projects, "projects", "", i18n.G("Projects to restrict the client to (comma-separated)"))
	f.BoolVar(&o.restricted, "restricted", false, i18n.G("Restrict the client to projects"))
	f.StringVarP(&o.kind, "type", typeShorthand, "client", i18n.G("Type of the certificate: client or metrics"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
}

// parse parses `[remote:] [file]`, or Incus's `[remote:]name`: the argument is a name unless such a file exists.
func (o *trustOptions) parse(rest []string) error {
	switch {
	case len(rest) > 1:
		return cli.Usagef(i18n.G("unexpected argument %q"), rest[1])
	case len(rest) == 0 && o.remote == "" && o.name == "" && o.app.Family == "incus":
		return cli.ErrBare
	case len(rest) == 0:
		return nil
	}
	if rest[0] == "" && o.app.Family == "incus" {
		return cli.Usagef("%s", i18n.G("missing client name"))
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
		return cli.Usagef(i18n.G("unknown certificate type %q"), o.kind)
	}
	if o.projects != "" && !o.restricted && app.Streams.OutputIsTerminal() { // the stock clients go on, and scripts rely on that
		return cli.Usagef("%s", i18n.G("--projects requires --restricted: without it the client may do everything in all projects"))
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	post := api.CertificatesPost{CertificatePut: api.CertificatePut{Name: o.name, Type: o.kind, Restricted: o.restricted, Description: o.description}}
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
	token, err := state.ToCertificateAddToken()
	if err != nil {
		return err
	}
	app.Note(i18n.G("Client %s certificate add token:"), post.Name)
	return app.ShowToken(post.Name, token.String(), token.String()+"\n")
}

// certificateOrName is a certificate file, or the name of a client that gets a token.
func certificateOrName(words *[]string) cli.Arg {
	a := cli.Opt(cli.Completed(cli.Words("certificate|name", words), cli.Nothing))
	a.Repeat, a.Form.Local = false, true
	return a
}

func trustAdd(app *cli.App) *cobra.Command {
	o := trustOptions{app: app}
	var words []string
	remote := cli.FilterRemote(&o.remote, &words)
	matches := remote.Matches
	remote.Matches = func(words []string) bool { return matches(words) && !cli.OnDrive(words[0]) }
	cmd := app.Command(cli.Spec{
		Name: "add", Shows: true, Short: i18n.G("Trust a client (prints a token unless a certificate is given)"),
		Long:    i18n.G("With a certificate file, the client is trusted immediately. Otherwise, prints a one-time token that the client uses with: lxc remote add <name> <token>"),
		Example: "lxc config trust add --name laptop\nlxc config trust add laptop.crt\nlxc config trust add prod: --name ci --restricted --projects build",
		Args:    []cli.Arg{remote, certificateOrName(&words)},
		Check:   func() error { return o.parse(words) },
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&o.remote); err != nil {
				return err
			}
			return o.run(ctx, app)
		},
	})
	o.flags(cmd, "")
	return cmd
}
