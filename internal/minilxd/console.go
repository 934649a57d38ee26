package minilxd

import (
	"cmp"
	"context"
	"net/http"

	"github.com/gorilla/websocket"
)

// postConsole opens a console that echoes its input until the instance stops.
func (s *Server) postConsole(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	if inst.cancel == nil {
		return nil, badRequest("Instance is not running")
	}
	life := inst.ctx
	op := s.newOperationLocked("websocket", "Showing console", nil)
	op.MayCancel = true
	x := &session{op: op, inst: inst, conns: map[string]*websocket.Conn{}, limit: cmp.Or(s.opts.ConnectLimit, connectLimit)}
	op.Metadata = map[string]any{}
	x.offer([]string{"0", "control"})
	op.begin(func(ctx context.Context, _ *operation) error {
		if err := x.connect(ctx); err != nil {
			return err
		}
		defer closeAtEnd(life, x.conns["0"])()
		go func() {
			defer x.conns["0"].Close()
			for { // the window size is ignored
				if _, _, err := x.conns["control"].ReadMessage(); err != nil {
					return
				}
			}
		}()
		for {
			_, data, err := x.conns["0"].ReadMessage()
			if err != nil {
				return nil // client disconnected
			}
			if err := x.conns["0"].WriteMessage(websocket.BinaryMessage, data); err != nil {
				return nil // client disconnected
			}
		}
	})
	return op, nil
}
