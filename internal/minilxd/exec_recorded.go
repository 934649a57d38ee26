package minilxd

import (
	"bytes"
	"context"
	"net/http"
)

// detached runs a command without sockets.
func (x *session) detached(_ context.Context, op *operation) error {
	cmd, err := x.command()
	if err != nil {
		return err
	}
	x.cmd = cmd
	var out, problems bytes.Buffer
	if x.post.RecordOutput {
		cmd.Stdout, cmd.Stderr = &out, &problems
	}
	if err := cmd.Run(); cmd.ProcessState == nil { // failed to start
		return err
	}
	if x.post.RecordOutput {
		base := "exec_" + op.id()
		op.s.mu.Lock()
		x.inst.records[base+".stdout"], x.inst.records[base+".stderr"] = out.Bytes(), problems.Bytes()
		op.s.mu.Unlock()
		logs := "/1.0/instances/" + x.inst.Name + "/logs/" + base
		op.set("output", map[string]string{"1": logs + ".stdout", "2": logs + ".stderr"})
	}
	op.set("return", float64(exitCode(cmd)))
	return nil
}

// getRecord serves and deletes the output of recorded commands. The log of the instance always exists.
func (s *Server) getRecord(w http.ResponseWriter, r *http.Request, i *instance) (any, error) {
	name := r.PathValue("file")
	text, found := i.records[name]
	switch {
	case r.Method == http.MethodDelete:
		delete(i.records, name)
		return struct{}{}, nil
	case !found && name != "lxc.log":
		return nil, notFound("Log file not found")
	case !found:
		text = []byte("log of the instance\n")
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, err := w.Write(text)
	return raw{}, err
}
