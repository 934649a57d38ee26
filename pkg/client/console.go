package lxd

import (
	"io"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// InstanceConsoleArgs are the streams of a console.
type InstanceConsoleArgs struct {
	// Terminal is read for what is typed and gets what the console prints. The caller closes it.
	Terminal io.ReadWriteCloser
	// Control is called in a goroutine of its own with the control socket. It may write, and must not read.
	Control func(conn *websocket.Conn)
	// ConsoleDisconnect leaves the console when it is sent to or closed.
	ConsoleDisconnect chan bool
}

// InstanceConsoleLogArgs are the options of the log of a console; there are none yet.
type InstanceConsoleLogArgs struct{}

// ConsoleInstance attaches a terminal to the console of an instance. POST /1.0/instances/NAME/console, extension console. Returns
// once attached; Operation.Wait blocks until the console is left. Errors: *MissingExtensionError, *api.StatusError.
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

// ConsoleInstanceDynamic opens a console whose data socket may be connected many times, as SPICE does (type "vga"): each call of
// the returned function connects one stream and blocks until that ends. POST /1.0/instances/NAME/console, extension console,
// for "vga" console_vga_type. Returns once the control socket is open; it is closed by ConsoleDisconnect. Errors:
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
