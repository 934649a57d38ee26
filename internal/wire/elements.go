package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// Elements reads the elements of a JSON array from a stream. encoding/json would process each byte three times.
type Elements struct {
	src  io.Reader
	buf  []byte
	next int // index in buf
	err  error
}

// NewElements reads from src, which may start with the colon before the array.
func NewElements(src io.Reader) *Elements { return &Elements{src: src} }

// Err returns the error that ended reading before the end of the array.
func (e *Elements) Err() error { return e.err }

var errNoList = errors.New("the list is no valid JSON")

// Each calls function for each element except null. It returns the error of function; Err returns read errors.
func (e *Elements) Each(function func(raw []byte) error) error {
	open := e.skip()
	if open == ':' {
		e.next++
		open = e.skip()
	}
	if open == 'n' {
		e.value()
		return nil
	}
	if open != '[' && e.err == nil {
		e.err = errNoList
	}
	e.next++
	for e.err == nil {
		switch c := e.skip(); {
		case e.err != nil:
		case c == ']':
			e.next++
			return nil
		case c == ',':
			e.next++
		default:
			raw := e.value()
			if e.err != nil || string(raw) == "null" {
				continue
			}
			if !json.Valid(raw) {
				e.err = errNoList
				continue
			}
			if err := function(raw); err != nil {
				return err
			}
		}
	}
	return nil
}

// skip skips white space and returns the next byte.
func (e *Elements) skip() byte {
	for {
		for ; e.next < len(e.buf); e.next++ {
			if c := e.buf[e.next]; c > ' ' {
				return c
			}
		}
		if e.buf, e.next = e.buf[:0], 0; !e.fill() {
			return 0
		}
	}
}

// value returns the next value; it is valid until the next one is read.
func (e *Elements) value() []byte {
	depth, quoted := 0, false
	for i := e.next; ; i++ {
		for i >= len(e.buf) {
			i -= e.next
			e.buf = append(e.buf[:0], e.buf[e.next:]...)
			e.next = 0
			if !e.fill() {
				return nil
			}
		}
		switch c := e.buf[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
			continue
		case c == '{' || c == '[':
			depth++
			continue
		case depth > 0 && (c == '}' || c == ']'):
			depth--
		case depth == 0 && (c == ',' || c == '}' || c == ']' || c <= ' '):
			return e.take(i)
		default:
			continue
		}
		if depth == 0 && !quoted {
			return e.take(i + 1)
		}
	}
}

func (e *Elements) take(end int) []byte {
	raw := e.buf[e.next:end]
	e.next = end
	return raw
}

// fill reads more data into the buffer.
func (e *Elements) fill() bool {
	if e.err != nil {
		return false
	}
	const step = 64 << 10
	used := len(e.buf)
	e.buf = slices.Grow(e.buf, step)[:used+step]
	n, err := io.ReadAtLeast(e.src, e.buf[used:], 1)
	e.buf, e.err = e.buf[:used+n], err
	return err == nil
}

// Rest returns what follows the array.
func (e *Elements) Rest() io.Reader { return io.MultiReader(bytes.NewReader(e.buf[e.next:]), e.src) }
