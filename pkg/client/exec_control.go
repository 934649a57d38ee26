package lxd

import (
	"strconv"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// Resize tells the terminal of the session its new size, in characters.
func (s *Session) Resize(width, height int) error {
	return s.control(api.InstanceExecControl{
		Command: "window-resize",
		Args:    map[string]string{"width": strconv.Itoa(width), "height": strconv.Itoa(height)},
	})
}

// Signal sends a signal, by its Linux number, to the command.
func (s *Session) Signal(number int) error {
	return s.control(api.InstanceExecControl{Command: "signal", Signal: number})
}

func (s *Session) control(message api.InstanceExecControl) error {
	conn := s.sockets["control"]
	if conn == nil {
		return nil
	}
	s.controlMu.Lock()
	defer s.controlMu.Unlock()
	_ = conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return conn.WriteJSON(message)
}
