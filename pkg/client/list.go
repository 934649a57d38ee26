package lxd

import "net/url"

// List returns the objects below a path of the API, with what query asks for besides, such as a filter. T takes what is
// needed of them; ask for recursion unless T is a string. GET /1.0/…. Blocks until answered. Errors: *api.StatusError.
func List[T any](srv Server, query url.Values, path ...string) ([]T, error) {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	list, _, err := get[[]T](r, route(path...), query)
	return list, err
}
