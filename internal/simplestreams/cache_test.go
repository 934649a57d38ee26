package simplestreams_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/simplestreams"
)

// TestCache: a fresh file is not asked for, an old one is, and serves when nobody answers.
func TestCache(t *testing.T) {
	t.Parallel()
	c := simplestreams.Cache{Dir: filepath.Join(t.TempDir(), "made"), Lifetime: time.Hour}
	asked, text, failure := 0, "one", error(nil)
	download := func() ([]byte, error) { asked++; return []byte(text), failure }
	expect := func(server, want string, asks int) {
		t.Helper()
		data, err := c.Document(server, "streams/v1/index.json", download)
		if string(data) != want || err != nil || asked != asks {
			t.Errorf("%q %v, asked %d times, not %q, %d", data, err, asked, want, asks)
		}
	}
	expect("https://a", "one", 1)
	text = "two"
	expect("https://a", "one", 1)
	expect("https://b", "two", 2)
	c.Lifetime = -1
	expect("https://a", "two", 3)
	c.Lifetime = time.Hour
	for _, age := range []time.Duration{2 * time.Hour, -2 * time.Hour} { // of the future: the clock was put back
		files, err := filepath.Glob(filepath.Join(c.Dir, "*", "*"))
		for _, file := range files {
			err = errors.Join(err, os.Chtimes(file, time.Time{}, time.Now().Add(-age)))
		}
		if err != nil {
			t.Fatal(err)
		}
		asked = 0
		expect("https://a", "two", 1)
	}
	asked, c.Lifetime = 3, -1
	text, failure = "", errors.New("gone")
	expect("https://a", "two", 4)
	if _, err := c.Document("https://c", "streams/v1/index.json", download); !errors.Is(err, failure) {
		t.Error(err)
	}
	files, err := filepath.Glob(filepath.Join(c.Dir, "*", "*"))
	if err != nil || len(files) != 2 {
		t.Error(files, err)
	}
	text, failure = "three", nil
	c = simplestreams.Cache{}
	expect("https://a", "three", 6)
	c = simplestreams.Cache{Dir: os.DevNull, Lifetime: time.Hour} // cannot be written
	expect("https://a", "three", 7)
}
