package resource

import "reflect"

// Record reads and writes an object on a server. Objects and their writable parts are passed as pointers in an any.
type Record struct {
	get    func() (any, string, error)
	update func(p any, etag string) error
	fresh  func() any   // allocates a writable part
	whole  reflect.Type // type of the object
}

// RecordOf creates a record from the functions that read an object and update its writable part.
func RecordOf[T, P any](get func() (*T, string, error), update func(p P, etag string) error) Record {
	return Record{
		get:    func() (any, string, error) { return get() },
		update: func(p any, etag string) error { return update(*p.(*P), etag) },
		fresh:  func() any { return new(P) },
		whole:  reflect.TypeFor[T](),
	}
}
