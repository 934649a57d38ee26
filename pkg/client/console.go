package lxd

import (
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
)

// InstanceConsoleArgs are the streams of a console.
type InstanceConsoleArgs struct {
	// Terminal is read for input and receives the output of the console. The caller closes it.
	Terminal io.ReadWriteCloser
	// Control is called with the control socket in its own goroutine. It may write to the socket but must not read from it.
	Control func(conn *websocket.Conn)
	// ConsoleDisconnect detaches from the console when it receives a value or is closed.
	ConsoleDisconnect chan bool
}

// InstanceConsoleLogArgs has no fields yet.
type InstanceConsoleLogArgs struct{}

// ConsoleInstance attaches a terminal to the console of an instance. POST /1.0/instances/NAME/console, extension console, to
// take it over from another client console_force (Incus). Returns once attached; Operation.Wait blocks until the console is
// detached. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ConsoleInstance(name string, console api.InstanceConsolePost, args *InstanceConsoleArgs) (*Operation, error) {
	if args == nil || args.Terminal == nil {
		return nil, errNoTerminal
	}
	session, err := r.StartConsole(name, console, InstanceExecArgs{Stdin: args.Terminal, Stdout: args.Terminal, Control: args.Control})
	if err != nil {
		return nil, err
	}
	go func() {
		select {
		case <-args.ConsoleDisconnect:
		case <-session.drained:
		}
		session.closeAll()
	}()
	return session.op, nil
}

// ConsoleInstanceDynamic opens a console whose data socket can be connected several times, as SPICE requires (type "vga"). Each
// call of the returned function connects one stream and blocks until that stream ends. POST /1.0/instances/NAME/console,
// extension console, for "vga" console_vga_type. Returns once the control socket is open; ConsoleDisconnect closes it. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ConsoleInstanceDynamic(name string, console api.InstanceConsolePost, args *InstanceConsoleArgs) (*Operation, func(io.ReadWriteCloser) error, error) {
	dynamic, err := r.openConsole(name, console)
	if err != nil {
		return nil, nil, err
	}
	if args != nil {
		if args.Control != nil {
			go args.Control(dynamic.control)
		}
		if args.ConsoleDisconnect != nil {
			go func() {
				<-args.ConsoleDisconnect
				_ = dynamic.Close()
			}()
		}
	}
	return dynamic.op, dynamic.join, nil
}

// join connects a stream to a channel of the console and closes both when either ends.
func (c *VGAConsole) join(stream io.ReadWriteCloser) error {
	channel, err := c.Dial()
	if err != nil {
		return err
	}
	sent := make(chan struct{})
	go func() {
		_, _ = io.Copy(channel, stream)
		_ = channel.Close()
		close(sent)
	}()
	_, err = io.Copy(stream, channel)
	_ = channel.Close()
	_ = stream.Close()
	<-sent
	return err
}

// VGAConsole is the graphical console of a virtual machine. Each Dial opens one SPICE channel.
type VGAConsole struct {
	op      *Operation
	secret  string
	control *websocket.Conn
}

// StartVGA opens the graphical console. force takes it over from another client. The caller closes it. POST
// /1.0/instances/NAME/console, extension console_vga_type, to take it over console_force (Incus). Blocks until connected.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) StartVGA(name string, force bool) (*VGAConsole, error) {
	return r.openConsole(name, api.InstanceConsolePost{Type: "vga", Force: force})
}

// consoleRequest returns the request for the sockets of a console.
func consoleRequest(instance string, console api.InstanceConsolePost) request {
	return request{
		method: http.MethodPost, path: instances.at(instance, "console"), body: console,
		needs: needs{}.when(console.Force, "console_force").when(true, "console").when(console.Type == "vga", "console_vga_type"),
	}
}

// openConsole opens a console and its control socket.
func (r *ProtocolLXD) openConsole(name string, console api.InstanceConsolePost) (*VGAConsole, error) {
	op, err := r.async(consoleRequest(name, console))
	if err != nil {
		return nil, err
	}
	fds, _ := op.Metadata["fds"].(map[string]any)
	secret, _ := fds["0"].(string)
	control, _ := fds["control"].(string)
	if secret == "" || control == "" {
		return nil, errors.New("the server offered no sockets for the console")
	}
	socket, err := r.dialSession(op.ID, control, "control", true)
	if err != nil {
		return nil, err
	}
	go func() { // reading answers pings
		for {
			if _, _, err := socket.NextReader(); err != nil {
				return
			}
		}
	}()
	return &VGAConsole{op: op, secret: secret, control: socket}, nil
}

// Dial opens one channel. GET /1.0/operations/ID/websocket?secret=…. Blocks until connected. Errors: *api.StatusError.
func (c *VGAConsole) Dial() (net.Conn, error) {
	conn, err := c.op.GetWebsocket(c.secret)
	if err != nil {
		return nil, err
	}
	return ws.NewStream(conn), nil
}

// Close disconnects from the console.
func (c *VGAConsole) Close() error {
	_ = c.control.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(5*time.Second))
	return c.control.Close()
}
