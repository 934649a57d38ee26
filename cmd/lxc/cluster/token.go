package cluster

import "github.com/openlxc/lxc/pkg/api"

// tokenOf returns the join token of an operation, nil where it is none.
func tokenOf(op api.Operation) *api.ClusterMemberJoinToken {
	if op.Class != api.OperationClassToken || op.StatusCode.IsFinal() { // one that was used or revoked stays in the list for seconds
		return nil
	}
	token, err := op.ToClusterJoinToken()
	if err != nil {
		return nil
	}
	return token
}
