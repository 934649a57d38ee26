package admin

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// osCommand describes a command of `admin os`: its path in the IncusOS API and its action.
type osCommand struct {
	words string // path of the command below `admin os`
	short string
	path  string // below /os/1.0; NAME is replaced with the argument
	do    func(*osRequest, context.Context) error
	named string // noun of the argument
	file  bool   // takes the path of an archive
	data  bool   // has --data
	sure  bool   // asks for confirmation, unless --force is given
	shown bool   // prints an object or a list
	ends  bool   // the server may go down before it responds
}

// osRequest is an invocation of an osCommand.
type osRequest struct {
	osCommand
	app     *cli.App
	srv     lxd.InstanceServer
	ref     config.Ref
	archive string
	body    string
	target  string
	flags   resource.ListFlags
	force   bool
	query   url.Values
	log     osLogFlags
	skip    []string
}

// systemCommands is `admin os`: commands of Incus for the system that it runs on, if that is IncusOS.
func systemCommands(app *cli.App) *cobra.Command {
	top := app.Group("os", i18n.G("Manage IncusOS"))
	groups := map[string]*cobra.Command{"": top}
	for _, g := range osGroups() {
		parent, name := cutLast(g.words)
		groups[g.words] = app.Group(name, g.short)
		groups[parent].AddCommand(groups[g.words])
	}
	for _, c := range osCommands() {
		parent, _ := cutLast(c.words)
		groups[parent].AddCommand(c.command(app))
	}
	return top
}

// cutLast splits off the last word.
func cutLast(words string) (before, last string) {
	i := strings.LastIndexByte(words, ' ')
	return words[:max(i, 0)], words[i+1:]
}

func (c osCommand) command(app *cli.App) *cobra.Command {
	r := &osRequest{osCommand: c, app: app, query: url.Values{}}
	_, name := cutLast(c.words)
	spec := cli.Spec{Name: name, Shows: c.shown && name != "list", Short: c.short, Example: c.example()}
	if name == "list" {
		spec.Aliases = []string{"ls"}
	}
	if c.named != "" {
		spec.Args = append(spec.Args, cli.Object(c.named, &r.ref))
	} else {
		spec.Args = append(spec.Args, cli.Remote(&r.ref.Remote))
	}
	if c.file {
		spec.Args = append(spec.Args, cli.Local("file|-", &r.archive))
	}
	spec.Run = r.run
	cmd := app.Command(spec)
	f := cmd.Flags()
	cli.TargetFlag(f, &r.target)
	if c.data {
		f.StringVarP(&r.body, "data", "d", "", i18n.G("Request data as JSON or YAML"))
	}
	if c.sure {
		f.BoolVar(&r.force, "force", false, i18n.G("Do not prompt"))
	}
	if name == "list" {
		r.flags.Add(app, cmd, "")
	}
	r.ownFlags(cmd)
	return cmd
}

func (c osCommand) example() string {
	words := "lxc admin os " + c.words
	if c.named != "" {
		words += map[string]string{"application": " incus", "service": " ovn"}[c.named]
	}
	if c.file {
		words += " backup.tar.gz"
	}
	return words
}

func (r *osRequest) run(ctx context.Context) error {
	srv, err := r.app.ServerAt(ctx, &r.ref.Remote)
	if err != nil {
		return err
	}
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	if system := server.Environment.OSName; system != "IncusOS" {
		return &cli.ExitError{Code: 6, Err: cli.Failed(i18n.F("the server on remote %q does not run on IncusOS (its system is %q)", r.ref.Remote, system))}
	}
	if r.sure && !r.force {
		ok, err := r.app.Confirm(ctx, i18n.F("%s. Continue?", r.short), "--force")
		if err != nil || !ok {
			return err
		}
	}
	r.srv = srv
	err = r.do(r, ctx)
	if r.ends && brokenOff(err) {
		return nil
	}
	if r.named != "" {
		return cli.WithObject(cli.Noun(r.named), r.ref, err)
	}
	return err
}

// at returns the path of the request, including its query.
func (r *osRequest) at() string {
	if r.target != "" {
		r.query.Set("target", r.target)
	}
	path := "/os/1.0" + strings.ReplaceAll(r.path, "NAME", url.PathEscape(r.ref.Name))
	if len(r.query) > 0 {
		path += "?" + r.query.Encode()
	}
	return path
}

// get requests the path.
func (r *osRequest) get() ([]byte, error) { return internal(r.srv, http.MethodGet, r.at(), nil) }
