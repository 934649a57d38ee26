// Package admin holds `lxc admin`: setting up and ending a server, as far as its API offers it.
package admin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Set up and administer a server") }

// New is `lxc admin`.
func New(app *cli.App) *cobra.Command {
	return app.Group("admin", Summary(), []*cobra.Command{
		initialize(app), waitReady(app), shutdown(app), recoverPools(app), updateCertificate(app),
	})
}

// local connects to the server of a remote; these commands mostly work through the local socket alone.
func local(ctx context.Context, app *cli.App, remote *string) (lxd.InstanceServer, error) {
	if err := app.ResolveRemote(remote); err != nil {
		return nil, err
	}
	return app.Server(ctx, *remote)
}

// internal is a request to the part of the API that is not for networks.
func internal(srv lxd.InstanceServer, method, path string, body any) ([]byte, error) {
	resp, _, err := srv.RawQuery(method, path, body, "")
	if err != nil {
		return nil, err
	}
	return resp.Metadata, nil
}

func waitReady(app *cli.App) *cobra.Command {
	timeout := 0
	cmd := app.Command(cli.Spec{
		Name: "waitready", Short: i18n.G("Wait until the local server is ready"), Example: "lxc admin waitready --timeout 60",
		Run: func(ctx context.Context) error {
			if timeout > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, time.Duration(timeout)*time.Second)
				defer cancel()
			}
			remote := ""
			for {
				srv, err := local(ctx, app, &remote)
				if err != nil {
					return err
				}
				if _, err = internal(srv, http.MethodGet, "/internal/ready", nil); err == nil {
					return nil
				}
				t := time.NewTimer(200 * time.Millisecond)
				select {
				case <-t.C:
				case <-ctx.Done():
					t.Stop()
					if errors.Is(ctx.Err(), context.DeadlineExceeded) {
						app.Note(i18n.G("The server is not ready: %s"), err)
						return &cli.ExitError{Code: 124}
					}
					return context.Cause(ctx)
				}
			}
		},
	})
	cmd.Flags().IntVarP(&timeout, "timeout", "t", 0, i18n.G("Seconds to wait; 0 waits for ever"))
	return cmd
}

func shutdown(app *cli.App) *cobra.Command {
	timeout := 0
	force := false
	cmd := app.Command(cli.Spec{
		Name: "shutdown", Short: i18n.G("Stop all instances and the local server"), Example: "lxc admin shutdown --timeout 60",
		Run: func(ctx context.Context) error {
			remote := ""
			srv, err := local(ctx, app, &remote)
			if err != nil {
				return err
			}
			q := url.Values{}
			if force {
				q.Set("force", "true")
			}
			if timeout > 0 {
				q.Set("timeout", strconv.Itoa(timeout)+"s")
			}
			_, err = internal(srv, http.MethodPut, "/internal/shutdown?"+q.Encode(), map[string]any{"force": force})
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil // the server ended while it answered
			}
			return err
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Do not wait for what is going on"))
	cmd.Flags().IntVarP(&timeout, "timeout", "t", 0, i18n.G("Seconds that instances get to stop"))
	return cmd
}

func updateCertificate(app *cli.App) *cobra.Command {
	var remote, certFile, keyFile string
	return app.Command(cli.Spec{
		Name: "update-certificate", Aliases: []string{"update-cert"}, Short: i18n.G("Replace the certificate of a server"),
		Example: "lxc admin update-certificate server.crt server.key",
		Args:    []cli.Arg{cli.Remote(&remote), cli.Word("certificate", &certFile), cli.Word("key", &keyFile)},
		Run: func(ctx context.Context) error {
			cert, err := os.ReadFile(certFile)
			if err != nil {
				return err
			}
			key, err := os.ReadFile(keyFile)
			if err != nil {
				return err
			}
			srv, err := local(ctx, app, &remote)
			if err != nil {
				return err
			}
			if _, err = internal(srv, http.MethodPut, "/1.0/certificate", map[string]string{"certificate": string(cert), "certificate_key": string(key)}); err != nil {
				if errors.Is(err, api.ErrNotFound) {
					return &lxd.MissingExtensionError{Extension: "PUT /1.0/certificate"}
				}
				return err
			}
			return app.ReplaceServerCertificate(remote, cert)
		},
	})
}

// recovery is what a server found in a pool.
type recovery struct {
	UnknownVolumes []struct {
		Pool          string `json:"pool"`
		Name          string `json:"name"`
		Type          string `json:"type"`
		SnapshotCount int    `json:"snapshotCount"`
		Project       string `json:"project"`
	}
	DependencyErrors []string
}

func recoverPools(app *cli.App) *cobra.Command {
	var remote string
	var unknown []string
	sure := false
	cmd := app.Command(cli.Spec{
		Name: "recover", Short: i18n.G("Find instances and volumes that the database of the server does not know"),
		Long:    i18n.G("All pools of the server are looked through. A pool that the server does not know is described with --pool name,driver=DRIVER,source=SOURCE."),
		Example: "lxc admin recover\nlxc admin recover --pool old,driver=dir,source=/var/lib/old --yes",
		Args:    []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := local(ctx, app, &remote)
			if err != nil {
				return err
			}
			pools, err := poolsToSearch(srv, unknown)
			if err != nil {
				return err
			}
			return runRecovery(ctx, app, srv, map[string]any{"pools": pools}, sure)
		},
	})
	cmd.Flags().StringArrayVar(&unknown, "pool", nil, i18n.G("A pool that the server does not know: name,driver=DRIVER,key=value; can be repeated"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not ask"))
	return cmd
}

func poolsToSearch(srv lxd.InstanceServer, unknown []string) ([]api.StoragePoolsPost, error) {
	known, err := srv.GetStoragePools()
	if err != nil {
		return nil, err
	}
	var out []api.StoragePoolsPost
	for _, p := range known {
		out = append(out, api.StoragePoolsPost{Name: p.Name, Driver: p.Driver, StoragePoolPut: p.StoragePoolPut})
	}
	for _, text := range unknown {
		name, rest, _ := strings.Cut(text, ",")
		values, err := cli.KeyValues(strings.Split(rest, ","))
		if err != nil {
			return nil, err
		}
		p := api.StoragePoolsPost{Name: name, Driver: values["driver"]}
		delete(values, "driver")
		p.Config = values
		out = append(out, p)
	}
	return out, nil
}

func runRecovery(ctx context.Context, app *cli.App, srv lxd.InstanceServer, body map[string]any, sure bool) error {
	raw, err := internal(srv, http.MethodPost, "/internal/recover/validate", body)
	if err != nil {
		return err
	}
	found := recovery{}
	if err := json.Unmarshal(raw, &found); err != nil {
		return err
	}
	if len(found.DependencyErrors) > 0 {
		return fmt.Errorf("%s", i18n.F("these are missing; create them first: %s", strings.Join(found.DependencyErrors, "; ")))
	}
	if len(found.UnknownVolumes) == 0 {
		app.Note("%s", i18n.G("There is nothing that the server does not know"))
		return nil
	}
	for _, v := range found.UnknownVolumes {
		app.Print("%s\n", output.Escape(fmt.Sprintf("%s %s/%s (%s, %d)", v.Type, v.Pool, v.Name, v.Project, v.SnapshotCount), false))
	}
	if !sure {
		if ok, err := app.Confirm(ctx, i18n.G("Bring all of them back?"), "--yes"); err != nil || !ok {
			return err
		}
	}
	_, err = internal(srv, http.MethodPost, "/internal/recover/import", body)
	return err
}
