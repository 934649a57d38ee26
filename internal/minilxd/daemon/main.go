// Command daemon runs the built-in server until it is terminated, for tests and the demo.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/openlxc/lxc/internal/minilxd"
)

func main() {
	dir := flag.String("dir", "", "directory for instances, images and the socket")
	listen := flag.String("listen", "", "address of a TLS listener, such as 127.0.0.1:8443")
	family := flag.String("family", "lxd", "lxd or incus")
	without := flag.String("without", "", "API extensions to leave out, separated by commas")
	extra := flag.String("extra", "", "API extensions to add, separated by commas")
	sftp := flag.Bool("sftp", false, "offer SFTP, too")
	many := flag.Int("instances", 0, "answer lists of instances with this many")
	records := flag.String("events", "", "send log records to the first listener and whoever comes after: RATE/COUNT, a second and in all")
	alive := flag.Bool("lively", false, "running instances differ in addresses and load")
	flag.Parse()
	opts := minilxd.Options{Dir: *dir, Family: *family, SFTP: *sftp, Without: strings.Split(*without, ","), Extra: strings.FieldsFunc(*extra, func(r rune) bool { return r == ',' })}
	if *alive {
		opts.Middleware = lively
	}
	err := error(nil)
	if *many > 0 {
		opts.Extra = append(opts.Extra, "api_filtering") // stock lxc asks for it; without filters there is nothing to filter
		opts.Middleware, err = lists(*many)
	}
	var load announcer
	if err == nil && *records != "" {
		load, err = parseAnnouncer(*records)
	}
	if err == nil {
		err = run(opts, *listen, load)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(opts minilxd.Options, listen string, load announcer) error {
	if err := os.MkdirAll(opts.Dir, 0o711); err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	opts.Shutdown = func() { stop <- syscall.SIGTERM }
	s, err := minilxd.New(opts)
	if err != nil {
		return err
	}
	socket := filepath.Join(opts.Dir, "unix.socket")
	_ = os.Remove(socket)
	if listen != "" {
		if _, err := s.ListenTLS(listen); err != nil {
			return err
		}
	}
	// The socket comes last: clients that wait for it find everything ready.
	if err := s.ListenUnix(socket); err != nil {
		return err
	}
	go load.run(s)
	<-stop
	return s.Close()
}
