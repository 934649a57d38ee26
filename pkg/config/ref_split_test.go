package config

import "testing"

// TestHolder checks that a volume is named by pool and name, and an instance by its name.
func TestHolder(t *testing.T) {
	t.Parallel()
	for want, ref := range map[string]FileRef{
		"r:web/etc":    {Ref: Ref{"r", "web"}, Path: "/etc"},
		"r:p/data/etc": {Ref: Ref{"r", "data"}, Pool: "p", Path: "/etc"},
	} {
		if got := ref.String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestSplit splits words into their parts.
func TestSplit(t *testing.T) {
	t.Parallel()
	if remote, rest, found := SplitRemote("r:a:b"); remote != "r" || rest != "a:b" || !found {
		t.Errorf("%q %q %v", remote, rest, found)
	}
	if name, only := OnlyRemote("r:"); name != "r" || !only {
		t.Errorf("%q %v", name, only)
	}
	if _, only := OnlyRemote("r:a"); only {
		t.Error("r:a is more than a remote")
	}
	if parent, child, found := SplitName("web/s1/x"); parent != "web" || child != "s1/x" || !found {
		t.Errorf("%q %q %v", parent, child, found)
	}
	if LastName("a/b/c") != "c" || LastName("a") != "a" {
		t.Error("the last name is wrong")
	}
	if !IsReference("r:a") || !IsReference("a/b") || IsReference("a.b") {
		t.Error("what a reference is has changed")
	}
}
