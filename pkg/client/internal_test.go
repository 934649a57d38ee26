package lxd

// DispositionName is dispositionName, for tests outside of the package.
var DispositionName = dispositionName
