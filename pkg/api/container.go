package api

// Containers are the first spelling of instances; the fields agree.
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
