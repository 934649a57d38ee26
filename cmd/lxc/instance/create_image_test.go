package instance

import (
	"errors"
	"testing"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// TestMissingImageIsNamed checks that, whatever the server's message, the image is reported as missing, not the instance.
func TestMissingImageIsNamed(t *testing.T) {
	t.Parallel()
	o := createOptions{app: cli.NewApp(nil), image: config.Ref{Remote: "r", Name: "nosuch"}, name: config.Ref{Remote: "r", Name: "c1"}}
	const short = "Image fingerprint prefix must contain 12 characters or more"
	for _, err := range []error{
		&api.StatusError{Code: 404, Message: "Image not found"}, &api.StatusError{Code: 400, Message: short}, &lxd.OperationError{Code: 400, Message: "Failed getting image: " + short},
	} {
		got := o.explain(err)
		var object *cli.ObjectError
		if !errors.As(got, &object) || object.Kind != "image" || cli.ExitCode(got) != 3 {
			t.Errorf("%v: %v, exit %d", err, got, cli.ExitCode(got))
		}
	}
}
