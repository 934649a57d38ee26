package lxd_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/lxdtest"
)

// example starts a server with a running instance "web"; end closes it. For a real server, use lxd.Connect(ctx,
// "unix:///var/lib/lxd/unix.socket", nil) instead.
func example(options ...lxdtest.Option) (srv lxd.InstanceServer, end func()) {
	s, err := lxdtest.Start(options...)
	if err != nil {
		log.Fatal(err)
	}
	srv = s.Client()
	op, err := srv.CreateInstance(api.InstancesPost{Name: "web", Source: api.InstanceSource{Type: "none"}})
	check(op, err)
	op, err = srv.UpdateInstanceState("web", api.InstanceStatePut{Action: "start", Timeout: -1}, "")
	check(op, err)
	return srv, func() { _ = s.Close() }
}

// check waits for an operation.
func check(op *lxd.Operation, err error) {
	if err == nil {
		err = op.Wait()
	}
	if err != nil {
		log.Fatal(err)
	}
}

// An update carries the ETag of the object that was read: if another client has changed it since, nothing is overwritten.
func Example_instances() {
	srv, end := example()
	defer end()
	inst, etag, err := srv.GetInstance("web")
	if err != nil {
		log.Fatal(err)
	}
	put := inst.Writable()
	put.Config["user.owner"] = "ada"
	check(srv.UpdateInstance("web", put, etag))

	_, err = srv.UpdateInstance("web", put, etag)
	fmt.Println(errors.Is(err, api.ErrPrecondition))
	names, _ := srv.GetInstanceNames(api.InstanceTypeAny)
	fmt.Println(names)
	// Output:
	// true
	// [web]
}

// Session.Wait returns the exit status after the last byte of output.
func Example_exec() {
	srv, end := example()
	defer end()
	session, err := srv.StartExec("web", api.InstanceExecPost{
		Command: []string{"sh", "-c", "cat; exit 3"}, WaitForWS: true,
	}, lxd.InstanceExecArgs{Stdin: io.NopCloser(strings.NewReader("hello\n")), Stdout: os.Stdout})
	if err != nil {
		log.Fatal(err)
	}
	status, err := session.Wait(context.Background())
	fmt.Println(status, err)
	// Output:
	// hello
	// 3 <nil>
}

func Example_files() {
	srv, end := example()
	defer end()
	err := srv.CreateInstanceFile("web", "/note", lxd.InstanceFileArgs{
		Content: strings.NewReader("remember"), UID: -1, GID: -1, Mode: 0o640,
	})
	if err != nil {
		log.Fatal(err)
	}
	content, info, err := srv.GetInstanceFile("web", "/note")
	if err != nil {
		log.Fatal(err)
	}
	defer content.Close()
	text, _ := io.ReadAll(content)
	fmt.Printf("%s %04o\n", text, info.Mode)
	// Output: remember 0640
}

func Example_snapshots() {
	srv, end := example()
	defer end()
	expires := time.Date(2030, 1, 2, 0, 0, 0, 0, time.UTC)
	check(srv.CreateInstanceSnapshot("web", api.InstanceSnapshotsPost{Name: "before", ExpiresAt: &expires}))
	snapshot, _, err := srv.GetInstanceSnapshot("web", "before")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(snapshot.Name, snapshot.ExpiresAt.Format(time.DateOnly))
	inst, _, _ := srv.GetInstance("web")
	copied, err := srv.CopyInstanceSnapshot(srv, inst.Name, *snapshot, &lxd.InstanceCopyArgs{Name: "web2"})
	if err == nil {
		err = copied.Wait()
	}
	names, _ := srv.GetInstanceNames(api.InstanceTypeAny)
	fmt.Println(names, err)
	// Output:
	// before 2030-01-02
	// [web web2] <nil>
}

// A failed operation is *lxd.OperationError with the server's full message. errors.Is tells the kind of failure.
func Example_errors() {
	srv, end := example(lxdtest.Without("network_acl"))
	defer end()
	_, _, err := srv.GetInstance("none")
	fmt.Println(errors.Is(err, api.ErrNotFound))
	_, err = srv.NetworkACLs().List()
	var missing *lxd.MissingExtensionError
	fmt.Println(errors.As(err, &missing), missing.Extension)
	// Output:
	// true
	// true network_acl
}

// The context of a view ends everything that was started through it.
func Example_context() {
	srv, end := example()
	defer end()
	ctx, cancel := context.WithCancel(context.Background())
	session, err := srv.WithContext(ctx).StartExec("web", api.InstanceExecPost{Command: []string{"sleep", "1000"}, WaitForWS: true}, lxd.InstanceExecArgs{})
	if err != nil {
		log.Fatal(err)
	}
	cancel()
	_, err = session.Wait(ctx)
	fmt.Println(errors.Is(err, context.Canceled))
	// Output: true
}

func Example_projects() {
	srv, end := example()
	defer end()
	if err := srv.CreateProject(api.ProjectsPost{Name: "dev"}); err != nil {
		log.Fatal(err)
	}
	dev := srv.UseProject("dev")
	check(dev.CreateInstance(api.InstancesPost{Name: "db", Source: api.InstanceSource{Type: "none"}}))
	here, _ := dev.GetInstanceNames(api.InstanceTypeAny)
	everywhere, _ := srv.UseAllProjects().GetInstances(api.InstanceTypeAny)
	fmt.Println(here, len(everywhere))
	// Output: [db] 2
}

func Example_profiles() {
	srv, end := example()
	defer end()
	err := srv.CreateProfile(api.ProfilesPost{Name: "small", ProfilePut: api.ProfilePut{Config: map[string]string{"limits.cpu": "1"}}})
	if err != nil {
		log.Fatal(err)
	}
	profile, etag, err := srv.GetProfile("small")
	if err != nil {
		log.Fatal(err)
	}
	put := profile.Writable()
	put.Config["limits.cpu"] = "2"
	fmt.Println(srv.UpdateProfile("small", put, etag), srv.DeleteProfile("small"))
	// Output: <nil> <nil>
}

// The objects below a network, a pool or a cluster are collections, which all have the same seven methods.
func Example_networks() {
	srv, end := example()
	defer end()
	if err := srv.CreateNetwork(api.NetworksPost{Name: "br1"}); err != nil {
		log.Fatal(err)
	}
	network, etag, err := srv.GetNetwork("br1")
	if err != nil {
		log.Fatal(err)
	}
	put := network.NetworkPut
	put.Description = "of the office"
	if err := srv.UpdateNetwork("br1", put, etag); err != nil {
		log.Fatal(err)
	}
	forwards := srv.NetworkForwards("br1")
	err = forwards.Create(api.NetworkForwardsPost{ListenAddress: "192.0.2.1"})
	names, _ := forwards.Names()
	fmt.Println(names, err)
	fmt.Println(forwards.Delete("192.0.2.1"), srv.DeleteNetwork("br1"))
	// Output:
	// [192.0.2.1] <nil>
	// <nil> <nil>
}

func Example_storage() {
	srv, end := example()
	defer end()
	pool, _, err := srv.GetStoragePool("default")
	if err != nil {
		log.Fatal(err)
	}
	err = srv.CreateStoragePoolVolume("default", api.StorageVolumesPost{Name: "data", Type: "custom"})
	if err != nil {
		log.Fatal(err)
	}
	snapshots := srv.StoragePoolVolumeSnapshots("default", "custom", "data")
	if err := snapshots.Create(api.StorageVolumeSnapshotsPost{Name: "s0"}); err != nil {
		log.Fatal(err)
	}
	volume, _, err := srv.GetStoragePoolVolume("default", "custom", "data")
	names, _ := snapshots.Names()
	fmt.Println(pool.Driver, volume.Name, names, err)
	// Output: dir data [s0] <nil>
}

// Handlers are called one at a time, in the order of the events.
func Example_events() {
	srv, end := example()
	defer end()
	listener, err := srv.GetEventsByType([]string{"lifecycle"})
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Disconnect()
	seen := make(chan string, 100)
	_, err = listener.AddEventHandler([]string{"lifecycle"}, func(e api.Event) { seen <- e.Type })
	if err != nil {
		log.Fatal(err)
	}
	check(srv.UpdateInstanceState("web", api.InstanceStatePut{Action: "stop", Force: true, Timeout: -1}, ""))
	fmt.Println(<-seen)
	// Output: lifecycle
}

// A handler receives every state that the server announces, and always the last one.
func Example_operations() {
	srv, end := example()
	defer end()
	op, err := srv.StartExec("web", api.InstanceExecPost{Command: []string{"sh", "-c", "exit 2"}}, lxd.InstanceExecArgs{})
	if err != nil {
		log.Fatal(err)
	}
	last, err := lxd.WaitOperation(srv, op.Operation().ID)
	fmt.Println(last.StatusCode, last.Metadata["return"], err)
	// Output: Success 2 <nil>
}

func Example_server() {
	srv, end := example(lxdtest.Incus())
	defer end()
	server, _, err := srv.GetServer()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(lxd.Family(server), srv.IsIncus(), srv.HasExtension("instances"))
	// Output: incus true true
}

// Keys that a server of the other family does not know are listed before anything is sent.
func Example_betweenFamilies() {
	from, end := example(lxdtest.Incus())
	defer end()
	to, end2 := example()
	defer end2()
	adapted, err := to.AdaptInstanceConfig(from, map[string]string{
		"limits.cpu": "2", "security.guestapi": "false", "boot.autorestart": "true", "volatile.uuid": "…",
	})
	fmt.Println(adapted.Config["security.devlxd"], adapted.Unknown, err)
	// Output: false [boot.autorestart] <nil>
}

// An image is created from a stopped instance, named by an alias, and downloaded; the download is checked against its hash.
func Example_images() {
	srv, end := example()
	defer end()
	check(srv.UpdateInstanceState("web", api.InstanceStatePut{Action: "stop", Force: true, Timeout: -1}, ""))
	op, err := srv.CreateImage(api.ImagesPost{Source: &api.ImagesPostSource{Type: "instance", Name: "web"}}, nil)
	check(op, err)
	fingerprint := op.Secret("fingerprint")
	post := api.ImageAliasesPost{}
	post.Name, post.Target = "mine", fingerprint
	err = srv.CreateImageAlias(post)
	if err != nil {
		log.Fatal(err)
	}
	alias, _, err := srv.GetImageAlias("mine")
	fmt.Println(alias.Target == fingerprint, err)
	file, err := os.CreateTemp("", "image")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	_, err = srv.GetImageFile(fingerprint, lxd.ImageFileRequest{MetaFile: file})
	fmt.Println(err)
	// Output:
	// true <nil>
	// <nil>
}
