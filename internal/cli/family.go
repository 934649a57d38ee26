package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/openlxc/lxc/pkg/i18n"
)

// ConfirmOmitted asks whether a copy may leave out keys that a server of the other family, LXD or Incus, does not know. agreed
// is the flag --drop-unknown. It returns nil with consent, or when there is nothing to omit.
func (a *App) ConfirmOmitted(ctx context.Context, unknown []string, agreed bool) error {
	if len(unknown) == 0 {
		return nil
	}
	names := strings.Join(unknown, ", ")
	if !agreed {
		sure, err := a.Confirm(ctx, i18n.F("The target does not support: %s. Continue without it?", names), "--drop-unknown")
		if err != nil || !sure {
			return errors.Join(err, Failed(i18n.F("the target does not support: %s", names)))
		}
	}
	a.Warn(i18n.G("omitted, not supported by the target: %s"), names)
	return nil
}
