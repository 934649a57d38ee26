package file

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type mountOptions struct {
	ref    config.FileRef
	target string
	listen string
	user   string
	noAuth bool
}

func mount(app *cli.App, at location) *cobra.Command {
	var o mountOptions
	cmd := app.Command(cli.Spec{
		Name: "mount", Short: at.either(i18n.G("Mount the files of an instance, or serve them over SFTP"), i18n.G("Mount the files of a volume, or serve them over SFTP")),
		Long:    i18n.G("With a target directory, mounts the files there with sshfs until interrupted. Otherwise starts an SFTP server on a loopback address and prints its user and password."),
		Example: "lxc file mount web/srv ~/web\nlxc file mount web --listen 127.0.0.1:2222",
		Args:    append(at.whole(&o.ref), cli.Opt(cli.Local("directory", &o.target))),
		Run:     func(ctx context.Context) error { return cli.WithObject(noun(o.ref), o.ref.Holder(), o.run(ctx, app)) },
	})
	f := cmd.Flags()
	f.StringVar(&o.listen, "listen", "", i18n.G("Loopback address for the SFTP server"))
	f.StringVar(&o.user, "auth-user", "", i18n.G("User name for SFTP clients"))
	f.BoolVar(&o.noAuth, "no-auth", false, i18n.G("Accept connections from any local program without a password"))
	return cmd
}

// whole returns the arguments that name an instance or volume, or a path in it.
func (p location) whole(into *config.FileRef) []cli.Arg {
	set := func(ref config.Ref, word string) {
		name, file, _ := config.SplitName(word)
		*into = config.FileRef{Ref: ref, Path: "/" + file}
		into.Name = name
	}
	if !p.volume {
		var ref config.Ref
		a := cli.Object("instance", &ref)
		a.Form.Child, a.Form.ChildOptional = "path", true
		parse := a.Set
		a.Set = func(app *cli.App, words []string) error {
			err := parse(app, words)
			set(ref, ref.Name)
			return err
		}
		return []cli.Arg{a}
	}
	var pool config.Ref
	return []cli.Arg{cli.Object("pool", &pool), {Name: "volume", Form: cli.Form{Child: "path", ChildOptional: true}, Complete: cli.Below("volume"), Set: func(_ *cli.App, words []string) error {
		set(pool, strings.TrimPrefix(words[0], "custom/"))
		into.Pool = pool.Name
		return nil
	}}}
}

func (o *mountOptions) run(ctx context.Context, app *cli.App) error {
	if o.target != "" && o.listen != "" {
		return cli.Usagef("%s", i18n.G("a directory and --listen cannot be used together"))
	}
	srv, err := app.Server(ctx, o.ref.Remote)
	if err != nil {
		return err
	}
	if o.target != "" {
		return o.sshfs(ctx, app, srv)
	}
	return o.serve(ctx, app, srv)
}

// sshfs mounts the server's SFTP stream by passing it to sshfs.
func (o *mountOptions) sshfs(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	program, err := exec.LookPath("sshfs")
	if err != nil {
		return cli.Failed(i18n.G("sshfs is not installed here; use --listen instead"))
	}
	if info, err := os.Stat(o.target); err != nil || !info.IsDir() {
		return cli.Usagef(i18n.G("%s is not a directory"), o.target)
	}
	conn, err := dial(srv, o.ref)
	if err != nil {
		return err
	}
	defer conn.Close()
	cmd := exec.CommandContext(ctx, program, "-o", "slave", ":"+o.ref.Path, o.target)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Stdin, cmd.Stdout, cmd.Stderr = conn, conn, app.Streams.Err
	app.Note(i18n.G("Mounting %s on %s"), o.ref.Holder().Name+o.ref.Path, o.target)
	app.Note("%s", i18n.G("Press Ctrl-C to stop"))
	err = cmd.Run()
	_ = exec.Command("fusermount", "-u", "-q", o.target).Run()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// serve offers SFTP on a local address.
func (o *mountOptions) serve(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	settings, password, err := o.settings()
	if err != nil {
		return err
	}
	address := o.listen
	if address == "" {
		address = "127.0.0.1:0"
	}
	probe, err := dial(srv, o.ref) // fail early if the server does not support it
	if err != nil {
		return err
	}
	_ = probe.Close()
	return localserve.ServeWith(ctx, app, "tcp", address, func(local net.Conn) {
		if err := o.client(local, settings, srv); err != nil && ctx.Err() == nil {
			app.Warn("%s", err)
		}
	}, func(at string) {
		app.Print("%s\n", i18n.F("SSH SFTP listening on %s", at))
		if o.noAuth {
			app.Print("%s\n", i18n.G("Login without a password: every local program can read and write"))
			return
		}
		app.Print("%s\n", i18n.F("Login with username %q and password %q", o.user, password))
	})
}

func (o *mountOptions) settings() (*ssh.ServerConfig, string, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, "", err
	}
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		return nil, "", err
	}
	if o.user == "" {
		o.user = "lxc-" + rand.Text()[:6]
	}
	password := rand.Text()
	settings := &ssh.ServerConfig{NoClientAuth: o.noAuth, MaxAuthTries: 3}
	if !o.noAuth {
		settings.PasswordCallback = func(meta ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
			good := subtle.ConstantTimeCompare([]byte(meta.User()), []byte(o.user)) & subtle.ConstantTimeCompare(given, []byte(password))
			if good != 1 {
				return nil, errors.New("wrong user or password")
			}
			return nil, nil
		}
	}
	settings.AddHostKey(signer)
	return settings, password, nil
}

// client serves an SSH connection. Each sftp subsystem gets its own stream.
func (o *mountOptions) client(local net.Conn, settings *ssh.ServerConfig, srv lxd.InstanceServer) error {
	_ = local.SetDeadline(time.Now().Add(30 * time.Second))
	conn, channels, requests, err := ssh.NewServerConn(local, settings)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = local.SetDeadline(time.Time{})
	go ssh.DiscardRequests(requests)
	for fresh := range channels {
		if fresh.ChannelType() != "session" {
			_ = fresh.Reject(ssh.UnknownChannelType, "only sessions")
			continue
		}
		channel, asked, err := fresh.Accept()
		if err != nil {
			return err
		}
		go o.session(channel, asked, srv)
	}
	return nil
}

func (o *mountOptions) session(channel ssh.Channel, asked <-chan *ssh.Request, srv lxd.InstanceServer) {
	defer channel.Close()
	for req := range asked {
		sftp := req.Type == "subsystem" && len(req.Payload) > 4 && string(req.Payload[4:]) == "sftp"
		_ = req.Reply(sftp, nil)
		if !sftp {
			continue
		}
		stream, err := dial(srv, o.ref)
		if err != nil {
			return
		}
		go func() {
			defer channel.Close()
			_, _ = io.Copy(channel, stream)
		}()
		go func() {
			defer stream.Close()
			_, _ = io.Copy(stream, channel)
		}()
	}
}
