package instance

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// maxAccounts is the maximum size of an account database in bytes.
const maxAccounts = 4 << 20

// resolveUser resolves --user and --group to IDs. A name is looked up in the instance; the user's home directory, primary group
// and name then become the defaults for the command.
func (o *execOptions) resolveUser(ctx context.Context, srv lxd.InstanceServer, post *api.InstanceExecPost) error {
	if o.user != "" {
		id, err := strconv.ParseUint(o.user, 10, 32)
		post.User = uint32(id)
		if err != nil {
			if err := o.asUser(ctx, srv, post); err != nil {
				return err
			}
		}
	}
	if o.group == "" {
		return nil
	}
	id, err := strconv.ParseUint(o.group, 10, 32)
	if err != nil {
		fields, err := o.account(ctx, srv, "group", o.group, 3)
		if err != nil {
			return err
		}
		if id, err = strconv.ParseUint(fields[2], 10, 32); err != nil {
			return errNoNumber(o.group)
		}
	}
	post.Group = uint32(id)
	return nil
}

func (o *execOptions) asUser(ctx context.Context, srv lxd.InstanceServer, post *api.InstanceExecPost) error {
	fields, err := o.account(ctx, srv, "passwd", o.user, 7)
	if err != nil {
		return err
	}
	uid, err := strconv.ParseUint(fields[2], 10, 32)
	gid, err2 := strconv.ParseUint(fields[3], 10, 32)
	if err != nil || err2 != nil {
		return errNoNumber(o.user)
	}
	post.User, post.Group = uint32(uid), uint32(gid)
	for key, value := range map[string]string{"HOME": fields[5], "USER": o.user, "LOGNAME": o.user} {
		if _, given := post.Environment[key]; !given {
			post.Environment[key] = value
		}
	}
	if post.Cwd == "" {
		post.Cwd = fields[5]
	}
	return nil
}

func errNoNumber(name string) error {
	return cli.Failed(i18n.F("the user %q in the instance has an invalid ID", name))
}

// account finds an entry of /etc/passwd or /etc/group in the instance; if the file has none, it asks the instance's name
// service.
func (o *execOptions) account(ctx context.Context, srv lxd.InstanceServer, database, name string, fields int) ([]string, error) {
	file, _, err := srv.GetInstanceFile(o.instance.Name, "/etc/"+database)
	if err == nil && file != nil {
		defer file.Close()
		if found := findAccount(file, name, fields); found != nil {
			return found, nil
		}
	} else if err != nil && !errors.Is(err, api.ErrNotFound) {
		return nil, err
	}
	var text strings.Builder
	s, err := srv.StartExec(o.instance.Name, api.InstanceExecPost{Command: []string{"getent", database, name}, WaitForWS: true},
		lxd.InstanceExecArgs{Stdout: keepOpen{&text}})
	if err == nil {
		if _, err := s.Wait(ctx); err == nil {
			if found := findAccount(strings.NewReader(text.String()), name, fields); found != nil {
				return found, nil
			}
		}
		s.Close()
	}
	message := i18n.F("user %q not found in the instance", name)
	if database == "group" {
		message = i18n.F("group %q not found in the instance", name)
	}
	return nil, cli.NotFound(cli.Noun(database), message)
}

func findAccount(src io.Reader, name string, fields int) []string {
	lines := bufio.NewScanner(io.LimitReader(src, maxAccounts))
	for lines.Scan() {
		if parts := strings.Split(lines.Text(), ":"); len(parts) >= fields && parts[0] == name {
			return parts
		}
	}
	return nil
}

// detach starts the command and does not wait for it. Its output is recorded if the server supports that.
func (o *execOptions) detach(srv lxd.InstanceServer, post api.InstanceExecPost) (id string, recorded bool, err error) {
	post.WaitForWS, post.Interactive = false, false
	post.RecordOutput = srv.HasExtension("container_exec_recording")
	s, err := srv.StartExec(o.instance.Name, post, lxd.InstanceExecArgs{})
	if err != nil {
		return "", false, err
	}
	return s.Operation().ID, post.RecordOutput, nil
}
