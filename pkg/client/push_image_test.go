package lxd_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPushedImageKeepsProperties checks that the request includes the properties: newer servers use them, and LXD 6 refuses a
// request without them.
func TestPushedImageKeepsProperties(t *testing.T) {
	t.Parallel()
	sent := make(chan string, 10)
	keep := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && r.URL.Path == "/1.0/images" && strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
				body, _ := io.ReadAll(r.Body)
				sent <- string(body)
				r.Body = io.NopCloser(bytes.NewReader(body))
			}
			next.ServeHTTP(w, r)
		})
	}
	_, sa := local(t, minilxd.Options{})
	_, sb := local(t, minilxd.Options{Middleware: keep})
	a, b := overTLS(t, sa), overTLS(t, sb)
	fp := upload(t, a, map[string]string{"root/data": "precious"}, "img")
	image, _, err := a.GetImage(fp)
	if err != nil {
		t.Fatal(err)
	}
	remote, err := b.CopyImage(a, *image, &lxd.ImageCopyArgs{Mode: "push"})
	if err == nil {
		err = remote.Wait()
	}
	if err != nil {
		t.Fatal(err)
	}
	if body := <-sent; len(image.Properties) == 0 || !strings.Contains(body, `"description":"A test"`) {
		t.Errorf("%v were sent as %s", image.Properties, body)
	}
}

// TestPushToTheOtherFamilyIsRelayed checks that an image for the other family is relayed and the source is not asked to push
// it: the families pass the secret differently.
func TestPushToTheOtherFamilyIsRelayed(t *testing.T) {
	t.Parallel()
	for from, to := range map[string]string{"lxd": "incus", "incus": "lxd"} {
		handed := make(chan string, 10)
		watch := func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/export") {
					handed <- r.URL.Path
				}
				next.ServeHTTP(w, r)
			})
		}
		_, sa := local(t, minilxd.Options{Family: from, Middleware: watch})
		_, sb := local(t, minilxd.Options{Family: to})
		a, b := overTLS(t, sa), overTLS(t, sb)
		fp := upload(t, a, map[string]string{"root/data": "precious"}, "img")
		image, _, err := a.GetImage(fp)
		if err != nil {
			t.Fatal(err)
		}
		remote, err := b.CopyImage(a, *image, &lxd.ImageCopyArgs{Mode: "push", CopyAliases: true})
		if err == nil {
			err = remote.Wait()
		}
		if err != nil {
			t.Fatalf("%s to %s: %v", from, to, err)
		}
		if alias, _, err := b.GetImageAlias("img"); err != nil || alias.Target != fp {
			t.Errorf("%s to %s: %+v %v", from, to, alias, err)
		}
		if len(handed) > 0 {
			t.Errorf("%s to %s: handed to the server: %s", from, to, <-handed)
		}
	}
}
