package cluster

import "github.com/openlxc/lxc/pkg/api"

// tokenOf returns the join token of an operation, or nil.
func tokenOf(op api.Operation) *api.ClusterMemberJoinToken {
	if op.Class != api.OperationClassToken || op.StatusCode.IsFinal() { // used and revoked tokens remain listed for some seconds
		return nil
	}
	token, err := op.ToClusterJoinToken()
	if err != nil {
		return nil
	}
	return token
}
