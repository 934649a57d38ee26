package resource

import "reflect"

// Record is one object at a server, to be read and written: pointers to its type, and to that of its writable part, in an any.
type Record struct {
	get    func() (any, string, error)
	update func(p any, etag string) error
	fresh  func() any   // a new writable part
	whole  reflect.Type // of the object
}

// RecordOf makes a record of the functions that read an object and replace what can be changed of it.
func RecordOf[T, P any](get func() (*T, string, error), update func(p P, etag string) error) Record {
	return Record{
		get:    func() (any, string, error) { return get() },
		update: func(p any, etag string) error { return update(*p.(*P), etag) },
		fresh:  func() any { return new(P) },
		whole:  reflect.TypeFor[T](),
	}
}
