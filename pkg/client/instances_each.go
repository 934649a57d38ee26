package lxd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/pkg/api"
)

// RawInstance is an instance of a list as the server sent it, in valid JSON. It is good until the next one comes.
type RawInstance []byte

// Decode fills the fields of the struct that into points to which the JSON names in fields stand for, and no others.
func (i RawInstance) Decode(into any, fields ...string) error { return sent.Fields(i, into, fields) }

// EachInstance calls each for the instances of a list, one after the other while they come, so that memory does not grow
// with their number. query chooses recursion, which must not be 0, and filters. GET /1.0/instances. Blocks until all came, or
// an error of each, which ends the list. Errors: *ConnectError, *api.StatusError.
func EachInstance(srv InstanceServer, query url.Values, each func(RawInstance) error) error {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return errNotLXD
	}
	resp, err := r.send(request{method: http.MethodGet, path: instances.at(), query: query})
	if err != nil {
		return err
	}
	if resp.StatusCode >= 400 {
		_, err := decode(resp, nil)
		return err
	}
	defer resp.Body.Close()
	return eachElement(resp, func(raw []byte) error { return each(raw) })
}

// eachElement reads the envelope of a list.
func eachElement(resp *http.Response, each func(raw []byte) error) error {
	var out envelope
	fields := map[string]any{"type": &out.Type, "error": &out.Error, "error_code": &out.Code}
	d := json.NewDecoder(resp.Body)
	_, err := d.Token()
	for err == nil && d.More() {
		var key json.Token
		if key, err = d.Token(); err != nil {
			break
		}
		name, _ := key.(string)
		into, known := fields[name]
		if !known {
			into = &json.RawMessage{}
		}
		if name != "metadata" || out.Type == api.ErrorResponse {
			err = d.Decode(into)
			continue
		}
		list := &elements{src: io.MultiReader(d.Buffered(), resp.Body)}
		stopped := list.each(each)
		if stopped != nil {
			return stopped
		}
		if err = list.err; err == nil { // what follows the list
			d = json.NewDecoder(io.MultiReader(strings.NewReader(`{"":null`), list.rest()))
			_, err = d.Token()
		}
	}
	if err == nil {
		_, err = d.Token() // the end of the envelope
	}
	switch {
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	case err == nil && out.Type == api.ErrorResponse:
		return &api.StatusError{Code: out.Code, Message: out.Error}
	case err == nil:
		return nil
	}
	return fmt.Errorf("unexpected answer from the server (HTTP %d): %w", resp.StatusCode, err)
}

// elements reads an array of JSON from a stream. encoding/json would look at each byte three times.
type elements struct {
	src  io.Reader
	buf  []byte
	next int // in buf
	err  error
}

var errNoList = errors.New("the list is no valid JSON")

// each calls function for each element but null. It returns what function returns, and keeps the errors of reading.
func (e *elements) each(function func(raw []byte) error) error {
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

// skip goes to the next byte that is no blank and returns it.
func (e *elements) skip() byte {
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

// value returns the value that begins here; it is good until the next one is read.
func (e *elements) value() []byte {
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

func (e *elements) take(end int) []byte {
	raw := e.buf[e.next:end]
	e.next = end
	return raw
}

// fill reads more behind what is there.
func (e *elements) fill() bool {
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

func (e *elements) rest() io.Reader { return io.MultiReader(bytes.NewReader(e.buf[e.next:]), e.src) }
