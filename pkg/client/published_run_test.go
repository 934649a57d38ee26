package lxd_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// container returns a connection of the published API to a server with an image "img".
func container(t *testing.T) (lxd.ContainerServer, string) {
	t.Helper()
	s := clitest.StartServer(t, minilxd.Options{})
	srv, err := lxd.ConnectLXDUnix(clitest.Socket(t, s), nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(clitest.Image(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	op, err := srv.CreateImage(api.ImagesPost{Filename: "image.tar.gz"}, &lxd.ImageCreateArgs{MetaFile: f, MetaName: "image.tar.gz"})
	if err == nil {
		err = op.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	fingerprints, err := srv.GetImageFingerprints()
	if err != nil || len(fingerprints) != 1 {
		t.Fatalf("images: %v %v", fingerprints, err)
	}
	return srv, fingerprints[0]
}

// end waits for an operation of the published API.
func end(t *testing.T) func(*lxd.Operation, error) {
	return func(op *lxd.Operation, err error) {
		t.Helper()
		if err == nil {
			err = op.Wait()
		}
		if err != nil {
			t.Error(err)
		}
	}
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// TestPublishedContainers creates, changes and deletes a container with the names of 2017.
func TestPublishedContainers(t *testing.T) {
	t.Parallel()
	srv, fingerprint := container(t)
	done := end(t)
	image, _, err := srv.GetImage(fingerprint)
	if err != nil {
		t.Fatal(err)
	}
	made, err := srv.CreateContainerFromImage(srv, *image, api.ContainersPost{Name: "c1"})
	if err == nil {
		err = made.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	done(srv.UpdateContainerState("c1", api.ContainerStatePut{Action: "start", Timeout: -1}, ""))
	state, _, err := srv.GetContainerState("c1")
	fine(t, err)
	if state.StatusCode != api.Running {
		t.Errorf("state: %v", state.Status)
	}
	c, etag, err := srv.GetContainer("c1")
	fine(t, err)
	put := c.Writable()
	put.Config["user.a"] = "b"
	done(srv.UpdateContainer("c1", put, etag))
	fine(t, srv.CreateContainerFile("c1", "/root/f", lxd.ContainerFileArgs{
		Content: strings.NewReader("text"), UID: int64(os.Getuid()), GID: int64(os.Getgid()), Mode: 0o600, Type: "file", WriteMode: "overwrite",
	}))
	content, info, err := srv.GetContainerFile("c1", "/root/f")
	fine(t, err)
	text, err := io.ReadAll(content)
	fine(t, errors.Join(err, content.Close()))
	if string(text) != "text" || info.Type != "file" || info.Mode&0o777 != 0o600 {
		t.Errorf("file: %q %+v", text, info)
	}
	fine(t, srv.DeleteContainerFile("c1", "/root/f"))
	var out bytes.Buffer
	flushed := make(chan bool)
	op, err := srv.ExecContainer("c1", api.ContainerExecPost{Command: []string{"sh", "-c", "echo out; exit 3"}, WaitForWS: true},
		&lxd.ContainerExecArgs{Stdout: writeCloser{&out}, DataDone: flushed})
	if err != nil {
		t.Fatal(err)
	}
	fine(t, op.Wait())
	<-flushed
	if op.Metadata["return"] != 3.0 || out.String() != "out\n" {
		t.Errorf("exec: %v %q", op.Metadata["return"], out.String())
	}
	done(srv.UpdateContainerState("c1", api.ContainerStatePut{Action: "stop", Timeout: -1, Force: true}, ""))
	done(srv.RenameContainer("c1", api.ContainerPost{Name: "c2"}))
	snapshots(t, srv)
	done(srv.DeleteContainer("c2"))
	if _, _, err := srv.GetContainer("c2"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}

type writeCloser struct{ io.Writer }

func (writeCloser) Close() error { return nil }

// snapshots tests the snapshots of c2, and copies.
func snapshots(t *testing.T, srv lxd.ContainerServer) {
	t.Helper()
	done := end(t)
	done(srv.CreateContainerSnapshot("c2", api.ContainerSnapshotsPost{Name: "s0"}))
	done(srv.RenameContainerSnapshot("c2", "s0", api.ContainerSnapshotPost{Name: "s1"}))
	names, err := srv.GetContainerSnapshotNames("c2")
	fine(t, err)
	if len(names) != 1 || names[0] != "s1" {
		t.Errorf("snapshots: %v", names)
	}
	list, err := srv.GetContainerSnapshots("c2")
	fine(t, err)
	snap, _, err := srv.GetContainerSnapshot("c2", "s1")
	fine(t, err)
	if len(list) != 1 || snap.Name != list[0].Name {
		t.Errorf("snapshot: %+v %+v", list, snap)
	}
	c, _, err := srv.GetContainer("c2")
	fine(t, err)
	copied, err := srv.CopyContainer(srv, *c, &lxd.ContainerCopyArgs{Name: "c3", ContainerOnly: true})
	if err == nil {
		err = copied.Wait()
	}
	fine(t, err)
	all, err := srv.GetContainerNames()
	fine(t, err)
	containers, err := srv.GetContainers()
	fine(t, err)
	if len(all) != 2 || len(containers) != 2 {
		t.Errorf("containers: %v", all)
	}
	done(srv.DeleteContainer("c3"))
	done(srv.DeleteContainerSnapshot("c2", "s1"))
	if _, err := srv.RenameContainer("c2", api.ContainerPost{Name: "x", Migration: true}); err == nil {
		t.Error("a rename that migrates was sent")
	}
	if _, err := srv.MigrateContainer("c2", api.ContainerPost{Name: "x"}); err == nil {
		t.Error("a migration that is none was sent")
	}
	if _, err := srv.MigrateContainerSnapshot("c2", "s", api.ContainerSnapshotPost{Name: "x"}); err == nil {
		t.Error("a migration of a snapshot that is none was sent")
	}
}

// TestPublishedImages covers aliases, properties and public images.
func TestPublishedImages(t *testing.T) {
	t.Parallel()
	srv, fingerprint := container(t)
	post := api.ImageAliasesPost{}
	post.Name, post.Target = "a/b", fingerprint
	fine(t, srv.CreateImageAlias(post))
	entry, etag, err := srv.GetImageAlias("a/b")
	fine(t, err)
	if entry.Target != fingerprint {
		t.Errorf("alias: %+v", entry)
	}
	fine(t, srv.UpdateImageAlias("a/b", api.ImageAliasesEntryPut{Target: fingerprint, Description: "x"}, etag))
	fine(t, srv.RenameImageAlias("a/b", api.ImageAliasesEntryPost{Name: "c"}))
	names, err := srv.GetImageAliasNames()
	fine(t, err)
	list, err := srv.GetImageAliases()
	fine(t, err)
	if len(names) != 1 || names[0] != "c" || len(list) != 1 {
		t.Errorf("aliases: %v %v", names, list)
	}
	fine(t, srv.DeleteImageAlias("c"))
	image, etag, err := srv.GetImage(fingerprint)
	fine(t, err)
	put := image.Writable()
	put.Public = true
	fine(t, srv.UpdateImage(fingerprint, put, etag))
	secret, err := srv.GetImageSecret(fingerprint)
	fine(t, err)
	if secret == "" {
		t.Error("no secret")
	}
	if _, _, err := srv.GetPrivateImage(fingerprint, secret); err != nil {
		t.Error(err)
	}
	end(t)(srv.DeleteImage(fingerprint))
}

// TestPublishedEvents passes decoded JSON to handlers until they are removed.
func TestPublishedEvents(t *testing.T) {
	t.Parallel()
	srv, _ := container(t)
	listener, err := srv.GetEvents()
	if err != nil {
		t.Fatal(err)
	}
	var seen atomic.Int64
	target, err := listener.AddHandler([]string{"operation"}, func(message any) {
		m, ok := message.(map[string]any)
		if !ok || m["type"] != "operation" || m["metadata"] == nil {
			t.Errorf("event: %v", message)
		}
		seen.Add(1)
	})
	fine(t, err)
	end(t)(srv.CreateContainer(api.ContainersPost{Name: "c1", Source: api.ContainerSource{Type: "none"}}))
	eventually(t, func() bool { return seen.Load() > 0 })
	fine(t, listener.RemoveHandler(target))
	fine(t, listener.RemoveHandler(target))
	listener.Disconnect()
	listener.Disconnect()
	fine(t, listener.Wait())
}

// TestEventsReconnect breaks the stream: a listener with OnReconnect survives, another one ends.
func TestEventsReconnect(t *testing.T) {
	t.Parallel()
	srv, s := local(t, minilxd.Options{})
	lasting, err := srv.GetEventsByType([]string{"lifecycle"})
	if err != nil {
		t.Fatal(err)
	}
	brief, err := srv.GetEventsByType([]string{"lifecycle"})
	if err != nil {
		t.Fatal(err)
	}
	var again, seen atomic.Int64
	lasting.OnReconnect(func() { again.Add(1) })
	_, err = lasting.AddEventHandler(nil, func(api.Event) { seen.Add(1) })
	fine(t, err)
	eventually(t, func() bool { return s.EventListeners() == 1 }) // both share one stream
	s.CutEvents()
	if err := brief.Wait(); err == nil {
		t.Error("the brief listener did not hear of the end")
	}
	eventually(t, func() bool { return again.Load() == 1 })
	op, err := srv.CreateInstance(api.InstancesPost{Name: "c1", Source: api.InstanceSource{Type: "none"}})
	if err == nil {
		err = op.Wait()
	}
	fine(t, err)
	eventually(t, func() bool { return seen.Load() > 0 })
	lasting.Disconnect()
	fine(t, lasting.Wait())
}
