package gojq

import "sync"

// fillOnce fills the tables of functions.
var fillOnce = sync.OnceFunc(func() {
	fillBuiltins()
	fillFuncs()
})
