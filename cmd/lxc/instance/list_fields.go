package instance

import (
	"encoding/json"
	"time"
)

// lazy is decoded at first use: most lists look at no configuration key and at no device.
type lazy[T any] struct {
	raw   json.RawMessage
	value T
	read  bool
}

// UnmarshalJSON keeps the text.
func (l *lazy[T]) UnmarshalJSON(data []byte) error {
	l.raw = append(l.raw[:0], data...)
	return nil
}

func (l *lazy[T]) get() T {
	if !l.read {
		l.read = true
		_ = json.Unmarshal(l.raw, &l.value)
	}
	return l.value
}

// jsonTime is a date that is parsed at first use.
type jsonTime string

// Time returns the date, the zero time when there is none.
func (t jsonTime) Time() time.Time {
	parsed, err := time.Parse(time.RFC3339Nano, string(t))
	if err != nil {
		return time.Time{}
	}
	return parsed
}

func kindOf(i *row) string {
	if i.Type == "" {
		return "container"
	}
	return i.Type
}
