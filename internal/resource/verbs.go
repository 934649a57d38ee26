package resource

import (
	"reflect"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// CreateRequest is the input of create: the writable part, the arguments after the name, and the values of the flags. Name is
// that of the object; where the server chooses it, create sets it.
type CreateRequest[P any] struct {
	Put   P
	Words []string
	Flags map[string]string
	Name  *string
}

// Verbs are the server operations for a kind of object. T is the type of objects, P that of their writable part.
type Verbs[T, P any] struct {
	List   func(s Server, k Key) ([]T, error)
	Get    func(s Server, k Key) (*T, string, error)
	Create func(s Server, k Key, r CreateRequest[P]) error
	// CreatePrints is like Create, but its result is printed, such as a new secret.
	CreatePrints func(s Server, k Key, r CreateRequest[P]) (string, error)
	Update       func(s Server, k Key, p P, etag string) error
	Rename       func(s Server, k Key, to string) error
	Delete       func(s Server, k Key) error

	Writable func(*T) P // nil means the embedded P
}

// From returns the verbs of a collection. post builds the request to create an object; nil means that objects cannot be
// created this way.
func From[T, C, P any](of func(s Server, k Key) lxd.Collection[T, C, P], post func(k Key, r CreateRequest[P]) C) Verbs[T, P] {
	v := Verbs[T, P]{
		List:   func(s Server, k Key) ([]T, error) { return of(s, k).List() },
		Get:    func(s Server, k Key) (*T, string, error) { return of(s, k).Get(k.Name) },
		Update: func(s Server, k Key, p P, etag string) error { return of(s, k).Update(k.Name, p, etag) },
		Rename: func(s Server, k Key, to string) error { return of(s, k).Rename(k.Name, to) },
		Delete: func(s Server, k Key) error { return of(s, k).Delete(k.Name) },
	}
	if post != nil {
		v.Create = func(s Server, k Key, r CreateRequest[P]) error { return of(s, k).Create(post(k, r)) }
	}
	return v
}

// WithoutRename removes rename if the server does not support it for this kind.
func (v Verbs[T, P]) WithoutRename() Verbs[T, P] {
	v.Rename = nil
	return v
}

// Store is Verbs without type parameters: objects and their writable parts are pointers in an any.
type Store interface {
	can() abilities
	configured() bool
	list(s Server, k Key) ([]any, error)
	record(s Server, k Key) Record
	create(s Server, k Key, r CreateRequest[any]) (string, error)
	rename(s Server, k Key, to string) error
	remove(s Server, k Key) error
	writable(item any) any
}

// abilities tells which verbs exist.
type abilities struct{ list, get, create, update, rename, delete bool }

func (v Verbs[T, P]) can() abilities {
	return abilities{v.List != nil, v.Get != nil, v.Create != nil || v.CreatePrints != nil, v.Update != nil, v.Rename != nil, v.Delete != nil}
}

func (v Verbs[T, P]) configured() bool { return hasConfig(reflect.TypeFor[P]()) }

func (v Verbs[T, P]) list(s Server, k Key) ([]any, error) {
	items, err := v.List(s, k)
	return boxed(items), err
}

func (v Verbs[T, P]) record(s Server, k Key) Record {
	return RecordOf(func() (*T, string, error) { return v.Get(s, k) }, func(p P, etag string) error { return v.Update(s, k, p, etag) })
}

func (v Verbs[T, P]) create(s Server, k Key, r CreateRequest[any]) (string, error) {
	typed := CreateRequest[P]{*r.Put.(*P), r.Words, r.Flags, r.Name}
	if v.CreatePrints != nil {
		return v.CreatePrints(s, k, typed)
	}
	return "", v.Create(s, k, typed)
}

func (v Verbs[T, P]) rename(s Server, k Key, to string) error { return v.Rename(s, k, to) }

func (v Verbs[T, P]) remove(s Server, k Key) error { return v.Delete(s, k) }

func (v Verbs[T, P]) writable(item any) any {
	if v.Writable == nil {
		return part(reflect.ValueOf(item).Elem().FieldByName(reflect.TypeFor[P]().Name()))
	}
	p := v.Writable(item.(*T))
	return &p
}

func boxed[T any](items []T) []any {
	out := make([]any, len(items))
	for i := range items {
		out[i] = &items[i]
	}
	return out
}

// embedded returns the writable part embedded in an object.
func embedded[T, P any](item *T) P {
	put, _ := part(reflect.ValueOf(item).Elem().FieldByName(reflect.TypeFor[P]().Name())).(*P)
	return *put
}

// part returns a pointer to a field and initializes its maps.
func part(field reflect.Value) any {
	fill(field)
	return field.Addr().Interface()
}

// fill initializes nil maps. Nil slices are sent as null, like the stock clients do, because servers keep what was sent.
func fill(fields reflect.Value) {
	for i := range fields.NumField() {
		if f := fields.Field(i); f.Kind() == reflect.Map && f.IsNil() {
			f.Set(reflect.MakeMap(f.Type()))
		}
	}
}

func hasConfig(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f, found := t.FieldByName("Config")
	return found && f.Type == reflect.TypeFor[map[string]string]()
}

// configOf returns the configuration of a writable part, or nil if it has none.
func configOf(p any) map[string]string {
	if v := reflect.ValueOf(p).Elem(); hasConfig(v.Type()) {
		m, _ := v.FieldByName("Config").Interface().(map[string]string)
		return m
	}
	return nil
}
