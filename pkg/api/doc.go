// Package api holds the wire types of the LXD and Incus REST API.
//
// For an object T there is usually TPut (the fields that PUT can change), TPost (rename or move) and TsPost (create). Fields
// that only one server family or newer servers support have `omitempty`, so that older servers do not receive them. Names
// and types follow the published API documentation; comments name the extension that introduced a field.
package api
