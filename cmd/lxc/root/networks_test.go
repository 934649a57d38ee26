package root_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// twoNetworks responds to the list of networks with a bridge and the host's loopback interface.
func twoNetworks(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/1.0/networks" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"type":"sync","status":"Success","status_code":200,"metadata":[`+
			`{"name":"br0","type":"bridge","managed":true,"config":{},"used_by":[]},{"name":"lo","type":"loopback","managed":false,"config":{},"used_by":[]}]}`)
	})
}

// lxc's table never contains the loopback interface; since LXD 6 its machine formats omit it, too.
func TestUnattachableNetworks(t *testing.T) {
	t.Parallel()
	for version, everywhere := range map[string]bool{"5.0.2": false, "6.9": true} {
		env := clitest.New(t, root.New, minilxd.Options{Version: version, Middleware: twoNetworks})
		for _, format := range []string{"table", "csv", "json", "yaml"} {
			r := env.Run("", "network", "list", "-f", format)
			hidden := everywhere || format == "table" || format == "csv"
			if r.Code != 0 || !strings.Contains(r.Out, "br0") || strings.Contains(r.Out, "loopback") == hidden {
				t.Errorf("LXD %s, %s: exit code %d\n%s%s", version, format, r.Code, r.Out, r.ErrOut)
			}
		}
	}
}
