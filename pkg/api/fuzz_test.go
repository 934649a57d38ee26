package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/pkg/api"
)

// FuzzToken: what is no token is refused without being repeated, and what is one stays the same.
func FuzzToken(f *testing.F) {
	f.Add((&api.CertificateAddToken{ClientName: "x", Fingerprint: strings.Repeat("a", 64), Addresses: []string{"h:1"}, Secret: "s"}).String())
	f.Add("e30=")
	f.Add("bnVsbA==")
	f.Add("not base64")
	f.Fuzz(func(t *testing.T, text string) {
		token, err := api.ParseCertificateAddToken(text)
		if err != nil {
			if len(text) > 12 && strings.Contains(err.Error(), text) {
				t.Errorf("%q is in the error: %v", text, err)
			}
			return
		}
		again, err := api.ParseCertificateAddToken(token.String())
		if err != nil || again.Secret != token.Secret || again.Fingerprint != token.Fingerprint || len(again.Addresses) != len(token.Addresses) {
			t.Errorf("%+v, then %+v, %v", token, again, err)
		}
	})
}

// FuzzEvent decodes frames of an event stream as the monitor does.
func FuzzEvent(f *testing.F) {
	for _, frame := range []string{
		`{"type":"logging","timestamp":"2026-01-02T03:04:05Z","metadata":{"context":{"a":"b"},"level":"info","message":"m"},"location":"none"}`,
		`{"type":"operation","metadata":{"id":"x","status_code":103,"metadata":{"fds":{}}}}`,
		`{"type":"lifecycle","metadata":{"action":"instance-created","source":"/1.0/instances/c1","requestor":null,"context":7}}`,
		`{"type":"logging","metadata":null}`, `{"metadata":[]}`, `{`, `null`, `[]`,
	} {
		f.Add([]byte(frame))
	}
	f.Fuzz(func(_ *testing.T, frame []byte) {
		event := api.Event{}
		if json.Unmarshal(frame, &event) == nil {
			_, _ = event.ToLogging()
		}
	})
}

// FuzzImageMetadata decodes the metadata of an image and encodes it again.
func FuzzImageMetadata(f *testing.F) {
	f.Add([]byte("architecture: x86_64\ncreation_date: 1700000000\nproperties: {os: Test}\ntemplates:\n  /etc/hosts:\n    when: [create]\n    properties: {a: b}\n"))
	f.Add([]byte("properties: &a {b: *a}\n"))
	f.Add([]byte("templates: [x]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		metadata := api.ImageMetadata{}
		if yaml.Unmarshal(text, &metadata) != nil {
			return
		}
		data, err := yaml.Marshal(metadata)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, &api.ImageMetadata{}); err != nil {
			t.Errorf("%q became %q: %v", text, data, err)
		}
	})
}
