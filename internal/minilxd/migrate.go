package minilxd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"

	"strings"

	"github.com/gorilla/websocket"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
)

// The migration format is specific to minilxd: "fs" carries a tar stream of the instance and one of each snapshot; "control"
// carries first a header from the source and finally the result from the target. Clients only relay both.

type migrationHeader struct {
	Snapshots []api.InstanceSnapshot `json:"snapshots"`
}

type verdict struct {
	OK    bool   `json:"ok"`
	Error string `json:"error"`
}

// offer makes an instance available for migration to anyone with the secrets, or pushes it to target. The caller holds the
// lock.
func (s *Server) offer(inst *instance, dir string, withSnapshots, only bool, target *api.InstancePostTarget) *operation {
	op := s.newOperationLocked("websocket", "Migrating instance", map[string][]string{"instances": {"/1.0/instances/" + inst.Name}})
	return op.offer(target, func() (migrationHeader, []string) {
		dirs, header := []string{dir}, migrationHeader{}
		if withSnapshots && !only {
			for _, snap := range inst.snapshots {
				dirs, header.Snapshots = append(dirs, snap.dir), append(header.Snapshots, snap.InstanceSnapshot)
			}
		}
		return header, dirs
	})
}

// offer makes an operation send trees.
func (op *operation) offer(target *api.InstancePostTarget, trees func() (migrationHeader, []string)) *operation {
	op.MayCancel = true
	send := func(ctx context.Context, control, fs *websocket.Conn) error {
		header, dirs := trees()
		return sendTrees(ctx, control, fs, header, dirs)
	}
	if target != nil {
		op.begin(func(ctx context.Context, _ *operation) error {
			control, fs, err := dialPair(ctx, target.Operation, target.Certificate, target.Websockets)
			if err != nil {
				return err
			}
			return send(ctx, control, fs)
		})
		return op
	}
	pair := op.pair()
	op.begin(func(ctx context.Context, _ *operation) error {
		control, fs, err := pair(ctx)
		if err != nil {
			return err
		}
		return send(ctx, control, fs)
	})
	return op
}

// pair creates the two sockets and returns a function that waits for both.
func (op *operation) pair() func(context.Context) (control, fs *websocket.Conn, err error) {
	a, controlSlot := op.socket()
	b, fsSlot := op.socket()
	op.Metadata = map[string]any{"control": a, "fs": b}
	return func(ctx context.Context) (control, fs *websocket.Conn, err error) {
		for range 2 {
			select {
			case control = <-controlSlot:
			case fs = <-fsSlot:
			case <-ctx.Done():
				return nil, nil, ctx.Err()
			}
		}
		return control, fs, nil
	}
}

func dialPair(ctx context.Context, operation, certificate string, secrets map[string]string) (control, fs *websocket.Conn, err error) {
	u, err := url.Parse(operation)
	if err != nil {
		return nil, nil, err
	}
	srv, err := lxd.Connect(ctx, "https://"+u.Host, &lxd.ConnectionArgs{TLSServerCert: certificate})
	if err != nil {
		return nil, nil, err
	}
	id := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	if control, err = srv.GetOperationWebsocket(id, secrets["control"]); err != nil {
		return nil, nil, err
	}
	fs, err = srv.GetOperationWebsocket(id, secrets["fs"])
	return control, fs, err
}

func sendTrees(ctx context.Context, control, fs *websocket.Conn, header migrationHeader, dirs []string) error {
	defer control.Close()
	defer fs.Close()
	stop := context.AfterFunc(ctx, func() { control.Close(); fs.Close() })
	defer stop()
	if err := control.WriteJSON(header); err != nil {
		return err
	}
	for _, dir := range dirs {
		cmd := exec.CommandContext(ctx, "tar", "-cf", "-", "--numeric-owner", "-C", dir, ".")
		out, err := cmd.StdoutPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		err = ws.Send(fs, out)
		if err := errors.Join(err, ignoreClosed(out.Close()), cmd.Wait()); err != nil { // closing out stops tar
			return err
		}
	}
	end := verdict{}
	if err := control.ReadJSON(&end); err != nil {
		return errors.New("the target went away")
	}
	if !end.OK {
		return errors.New(end.Error)
	}
	return nil
}

// receiveTrees unpacks the received streams to dir and, for snapshots and the like, to the directories that others returns.
func receiveTrees(ctx context.Context, control, fs *websocket.Conn, dir string, others func(migrationHeader) []string) (err error) {
	defer control.Close()
	defer fs.Close()
	stop := context.AfterFunc(ctx, func() { control.Close(); fs.Close() })
	defer stop()
	defer func() {
		end := verdict{OK: err == nil, Error: fmt.Sprint(err)}
		data, _ := json.Marshal(end)
		_ = control.WriteMessage(websocket.TextMessage, data)
		_, _, _ = control.ReadMessage() // the source closes after reading the result
	}()
	header := migrationHeader{}
	if err := control.ReadJSON(&header); err != nil {
		return errors.New("the source went away")
	}
	_ = os.RemoveAll(dir)
	for _, dir := range append([]string{dir}, others(header)...) {
		if err := receiveTree(fs, dir); err != nil {
			return err
		}
	}
	return nil
}

// receiveTree unpacks one stream. Like real servers, it also treats an orderly close as the end.
func receiveTree(fs *websocket.Conn, dir string) error {
	if err := os.MkdirAll(dir, 0o711); err != nil {
		return err
	}
	cmd := exec.Command("tar", "-xf", "-", "--numeric-owner", "-C", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = receiveFrames(fs, in)
	return errors.Join(err, ignoreClosed(in.Close()), cmd.Wait())
}

func receiveFrames(fs *websocket.Conn, to io.Writer) error {
	for {
		kind, frame, err := fs.NextReader()
		switch {
		case websocket.IsCloseError(err, websocket.CloseNormalClosure):
			return nil
		case err != nil:
			return fmt.Errorf("the stream broke: %w", err)
		case kind == websocket.TextMessage:
			return nil
		}
		if _, err := io.Copy(to, frame); err != nil {
			return err
		}
	}
}

// receiveInstance receives an instance and its snapshots.
func (s *Server) receiveInstance(ctx context.Context, inst *instance, control, fs *websocket.Conn) error {
	var snapshots []*snapshot
	err := receiveTrees(ctx, control, fs, inst.dir, func(header migrationHeader) []string {
		var dirs []string
		for _, meta := range header.Snapshots {
			snap := &snapshot{InstanceSnapshot: meta, dir: s.snapshotDir(inst, meta.Name)}
			snapshots, dirs = append(snapshots, snap), append(dirs, snap.dir)
		}
		return dirs
	})
	if err != nil {
		for _, snap := range snapshots {
			_ = os.RemoveAll(snap.dir)
		}
		return err
	}
	inst.snapshots = snapshots
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) || errors.Is(err, io.ErrClosedPipe) {
		return nil
	}
	return err
}

func (s *Server) pullSource(inst *instance, post *api.InstancesPost) filling {
	source := post.Source
	return func(ctx context.Context, _ *operation) error {
		control, fs, err := dialPair(ctx, source.Operation, source.Certificate, source.Websockets)
		if err != nil {
			return err
		}
		return s.receiveInstance(ctx, inst, control, fs)
	}
}

func (s *Server) pushTarget(op *operation, inst *instance, _ *api.InstancesPost) filling {
	pair := op.pair()
	return func(ctx context.Context, _ *operation) error {
		control, fs, err := pair(ctx)
		if err != nil {
			return err
		}
		return s.receiveInstance(ctx, inst, control, fs)
	}
}
