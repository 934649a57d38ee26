package localserve

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
)

// guardCookie is the name of the cookie that holds the browser's key.
const guardCookie = "lxc-webui"

// Guard admits only clients that have the key. A browser sends it once, in the URL, and gets a cookie for it. Other sites
// cannot abuse the cookie, because requests from another origin or for another host are rejected.
func Guard(host, key string, next http.Handler) http.Handler {
	is := func(given string) bool { return subtle.ConstantTimeCompare([]byte(given), []byte(key)) == 1 }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if r.Host != host || origin != "" && origin != "http://"+host {
			http.Error(w, "this address is for the browser of one user of this machine", http.StatusForbidden)
			return
		}
		if query := r.URL.Query(); query.Has("key") {
			if !is(query.Get("key")) {
				http.Error(w, "the key is wrong", http.StatusUnauthorized)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: guardCookie, Value: key, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
			http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
			return
		}
		if cookie, err := r.Cookie(guardCookie); err != nil || !is(cookie.Value) {
			http.Error(w, "open the address that the command printed", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// NewKey returns a random secret.
func NewKey() string { return rand.Text() }
