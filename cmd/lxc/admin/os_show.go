package admin

import "context"

func (r *osRequest) show(context.Context) error {
	raw, err := r.get()
	if err != nil {
		return err
	}
	return r.print(raw)
}
