package cli

import "testing"

// TestBrowse checks that only http and https addresses from a server are opened.
func TestBrowse(t *testing.T) {
	t.Setenv("BROWSER", "cat")
	for address, opened := range map[string]bool{
		"https://192.0.2.1/login": true, "http://localhost/$(x)": true, "file:///etc/passwd": false, "--help": false, "/etc/passwd": false,
		"https:": true, "https://[": false, "": false, "javascript:alert(1)": false,
	} {
		if cmd := browse(address); (cmd != nil) != opened {
			t.Errorf("%q: %v", address, cmd)
		} else if cmd != nil && cmd.Args[len(cmd.Args)-1] != address {
			t.Errorf("%q: %q", address, cmd.Args)
		}
	}
}
