package lxd_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/lxdtest"
)

// started returns a fake server. A program would use a real one.
func started(options ...lxdtest.Option) *lxdtest.Server {
	s, err := lxdtest.Start(options...)
	if err != nil {
		log.Fatal(err)
	}
	return s
}

// The five ways to connect to a server. The address of the first two may be "": it then defaults to the local server.
func Example_connect() {
	server := started()
	defer server.Close()

	bySocket, err := lxd.ConnectLXDUnix(server.Socket(), nil)
	fmt.Println(bySocket != nil, err)

	ofIncus, err := lxd.ConnectIncusUnix(server.Socket(), nil)
	fmt.Println(ofIncus != nil, err)

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	byURL, err := lxd.Connect(ctx, server.URL(), nil) // or https://host:8443; nothing is sent yet
	fmt.Println(byURL != nil, err)

	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", server.Socket())
	}
	own := &http.Client{Transport: &http.Transport{DialContext: dial, DialTLSContext: dial}}
	byClient, err := lxd.ConnectLXDHTTP(nil, own)
	fmt.Println(byClient != nil, err)

	images, err := lxd.ConnectSimpleStreams("https://images.example.com", nil) // nothing is sent yet
	fmt.Println(images != nil, err)
	// Output:
	// true <nil>
	// true <nil>
	// true <nil>
	// true <nil>
	// true <nil>
}

// The server sends only the instances that match.
func Example_filter() {
	srv, end := example(lxdtest.With("api_filtering"))
	defer end()
	check(srv.CreateInstance(api.InstancesPost{Name: "db", Source: api.InstanceSource{Type: "none"}}))

	running, err := srv.GetInstancesWithFilter(api.InstanceTypeAny, []string{"status=Running"})
	if err != nil {
		log.Fatal(err)
	}
	for _, inst := range running {
		fmt.Println(inst.Name, inst.Status)
	}
	// Output: web Running
}

// Wait returns when the instance exists, or with the server's error.
func Example_launch() {
	srv, end := example()
	defer end()

	op, err := srv.CreateInstance(api.InstancesPost{
		Name:   "db",
		Source: api.InstanceSource{Type: "none"}, // or "image" with an Alias
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := op.Wait(); err != nil {
		log.Fatal(err)
	}
	op, err = srv.UpdateInstanceState("db", api.InstanceStatePut{Action: "start", Timeout: -1}, "")
	if err != nil {
		log.Fatal(err)
	}
	if err := op.Wait(); err != nil {
		log.Fatal(err)
	}
	state, _, err := srv.GetInstanceState("db")
	fmt.Println(state.Status, err)
	// Output: Running <nil>
}

// A command with a terminal: input and output are one stream, the terminal has a size, and lines end in CR LF. On a real
// terminal, switch it to raw mode first (golang.org/x/term), and call Resize on SIGWINCH.
func Example_terminal() {
	srv, end := example()
	defer end()

	var screen strings.Builder
	session, err := srv.StartExec("web", api.InstanceExecPost{
		Command: []string{"sh", "-c", "stty size; exit 7"}, WaitForWS: true, Interactive: true, Width: 80, Height: 15,
	}, lxd.InstanceExecArgs{Stdout: &screen})
	if err != nil {
		log.Fatal(err)
	}
	status, err := session.Wait(context.Background())
	fmt.Printf("%q %d %v\n", screen.String(), status, err)
	// Output: "15 80\r\n" 7 <nil>
}

// Directories are created before their contents. With extension file_sftp, GetInstanceFileSFTP can do more.
func Example_tree() {
	srv, end := example()
	defer end()

	tree := fstest.MapFS{"conf/app.ini": {Data: []byte("debug=1"), Mode: 0o640}} // or os.DirFS(dir)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		args := lxd.InstanceFileArgs{UID: -1, GID: -1, Mode: int(info.Mode().Perm()), Type: "file"}
		if entry.IsDir() {
			args.Type, args.Mode = "directory", 0o755
		} else {
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				return err
			}
			args.Content = strings.NewReader(string(data))
		}
		return srv.CreateInstanceFile("web", path.Join("/", name), args)
	})
	if err != nil {
		log.Fatal(err)
	}
	_, info, err := srv.GetInstanceFile("web", "/conf")
	fmt.Println(info.Type, info.Entries, err)
	// Output: directory [app.ini] <nil>
}

// The data is sent from server to server ("pull", "push") or through this program ("relay").
func Example_copy() {
	source, end := example()
	defer end()
	target, end2 := example()
	defer end2()
	check(source.UpdateInstanceState("web", api.InstanceStatePut{Action: "stop", Force: true, Timeout: -1}, ""))

	inst, _, err := source.GetInstance("web")
	if err != nil {
		log.Fatal(err)
	}
	op, err := target.CopyInstance(source, *inst, &lxd.InstanceCopyArgs{Name: "copy", Mode: "relay"})
	if err != nil {
		log.Fatal(err)
	}
	_, err = op.AddHandler(func(state api.Operation) {
		if progress, ok := state.Metadata["fs_progress"].(string); ok {
			fmt.Fprintln(os.Stderr, progress)
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(op.Wait())
	// Output: <nil>
}

// A listener receives the events of one project; GetEventsAllProjects returns those of all projects.
func Example_watch() {
	srv, end := example()
	defer end()

	listener, err := srv.GetEventsByType([]string{api.EventTypeLifecycle})
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Disconnect()
	stopped := make(chan string, 100)
	_, err = listener.AddEventHandler(nil, func(event api.Event) {
		record := api.EventLifecycle{}
		if json.Unmarshal(event.Metadata, &record) == nil && strings.HasPrefix(record.Action, "instance-") {
			stopped <- record.Action
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	check(srv.UpdateInstanceState("web", api.InstanceStatePut{Action: "stop", Force: true, Timeout: -1}, ""))
	fmt.Println(<-stopped)
	// Output: instance-stopped
}

// Errors are distinguished by type, not by text.
func Example_failures() {
	srv, end := example(lxdtest.Without("network_acl"))
	defer end()

	_, _, err := srv.GetInstance("none")
	fmt.Println(errors.Is(err, api.ErrNotFound), api.StatusErrorCheck(err, http.StatusNotFound))

	_, err = srv.GetNetworkACLs()
	var missing *lxd.MissingExtensionError
	if errors.As(err, &missing) {
		fmt.Println("it lacks", missing.Extension)
	}

	op, err := srv.DeleteInstance("web") // it runs
	if err == nil {
		err = op.Wait()
	}
	fmt.Println(err)
	// Output:
	// true true
	// it lacks network_acl
	// Instance is running
}

// report works with LXD and Incus of any version: it checks for an extension instead of guessing from the server's name.
func report(srv lxd.InstanceServer) error {
	list, err := srv.GetInstances(api.InstanceTypeAny)
	if err != nil {
		return err
	}
	members := []string{"this server"}
	if srv.HasExtension("clustering") && srv.IsClustered() {
		if members, err = srv.GetClusterMemberNames(); err != nil {
			return err
		}
	}
	acls, err := srv.GetNetworkACLNames()
	var missing *lxd.MissingExtensionError
	if err != nil && !errors.As(err, &missing) {
		return err
	}
	info, err := srv.GetConnectionInfo()
	if err != nil {
		return err
	}
	fmt.Println(info.Protocol, len(list), len(members), len(acls))
	return nil
}

// The same program works with both families.
func Example_bothFamilies() {
	for _, server := range []*lxdtest.Server{started(), started(lxdtest.Incus()), started(lxdtest.Without("network_acl", "instances"))} {
		if err := report(server.Client()); err != nil {
			log.Fatal(err)
		}
		_ = server.Close()
	}
	// Output:
	// lxd 0 1 0
	// incus 0 1 0
	// lxd 0 1 0
}

// A fake server sends the responses it is given, and records the requests. A test would use lxdtest.NewServer(t).
func Example_fake() {
	server := started(lxdtest.Incus(), lxdtest.Version("6.0"))
	defer server.Close()
	srv := server.Client()

	server.Answer("/1.0/profiles", http.StatusForbidden, `{"type":"error","error_code":403,"error":"not for you"}`)
	_, err := srv.GetProfiles()
	fmt.Println(errors.Is(err, api.ErrForbidden), err)

	server.Heal()
	server.Drop("/1.0/profiles")
	_, err = srv.GetProfiles()
	var lost *lxd.ConnectError
	fmt.Println(errors.As(err, &lost))
	fmt.Println(slices.Contains(server.Requests(), "GET /1.0/profiles"))
	// Output:
	// true not for you
	// true
	// true
}
