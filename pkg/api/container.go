package api

// Instances were originally called containers, with the same fields.
type (
	Container              = Instance
	ContainerPut           = InstancePut
	ContainerPost          = InstancePost
	ContainersPost         = InstancesPost
	ContainerSource        = InstanceSource
	ContainerState         = InstanceState
	ContainerStatePut      = InstanceStatePut
	ContainerExecPost      = InstanceExecPost
	ContainerExecControl   = InstanceExecControl
	ContainerSnapshot      = InstanceSnapshot
	ContainerSnapshotPost  = InstanceSnapshotPost
	ContainerSnapshotsPost = InstanceSnapshotsPost
)
