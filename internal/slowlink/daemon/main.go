// Command daemon runs a slow link in front of a server, for benchmarks.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/openlxc/lxc/internal/slowlink"
)

func main() {
	delay := flag.Duration("delay", 25*time.Millisecond, "of every piece of data, each way")
	cut := flag.Int64("cut", 0, "cut the link after so many bytes; 0 means never")
	loss := flag.Float64("loss", 0, "share of the pieces that are lost and sent again")
	listen := flag.String("listen", "127.0.0.1:0", "address")
	target := flag.String("to", "", "address of the server")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	link := &slowlink.Link{Delay: *delay, Loss: *loss, CutAfter: *cut}
	address, err := link.Listen(ctx, *listen, *target)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(address)
	<-ctx.Done()
}
