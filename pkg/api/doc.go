// Package api holds the wire types of the LXD and Incus REST API.
//
// For an object T there is usually TPut (what PUT and edit may change), TPost (rename or move) and TsPost (create).
// Fields that only one server family or only newer servers know carry `omitempty`, so an older server never sees them.
// Names and shapes follow the published API documents; the extension that brought a field is named beside it.
package api
