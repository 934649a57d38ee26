package minilxd

import "slices"

// common lists the API extensions of both families that the server implements.
var common = []string{
	"etag", "patch", "directory_manipulation", "container_push", "container_exec_recording", "certificate_update",
	"container_exec_signal_handling", "storage", "file_delete", "file_append", "image_create_aliases",
	"container_stateless_copy", "container_only_migration", "entity_description", "image_force_refresh", "file_symlinks",
	"container_push_target", "container_edit_metadata", "console", "file_get_symlink", "operation_description",
	"event_lifecycle", "container_incremental_copy", "projects", "container_copy_project", "container_full",
	"container_local_cross_pool_handling", "container_exec_user_group_cwd", "snapshot_expiry", "snapshot_expiry_creation",
	"instances", "image_types", "virtual-machines", "image_profiles", "images_expiry",
	"image_compression_algorithm", "certificate_project", "instance_all_projects", "instance_project_move",
	"instance_pool_move", "certificate_token", "instance_get_full", "instance_bulk_state_change", "event_project",
	"image_copy_profile", "network", "instance_allow_inconsistent_copy", "images_push_relay", "custom_block_volumes",
	"storage_volumes_all_projects", "resources", "warnings", "projects_limits", "network_state", "instance_move_config",
}

func extensionsOf(opts Options) []string {
	if opts.Bare {
		return opts.Extra
	}
	list := slices.Concat(common, documentExtensions[""], documentExtensions[opts.Family])
	if opts.Family == "incus" {
		list = append(list, "dev_incus_events", "dev_incus_images", "restrict_dev_incus", "instances_rebuild",
			"instance_create_start", "profiles_all_projects", "operations_get_query_all_projects", "api_filtering_extended",
			"certificate_description", "metadata_configuration", "operation_wait")
	} else {
		list = append(list, "devlxd_events", "devlxd_images", "restrict_devlxd")
	}
	list = append(list, opts.Extra...)
	return slices.DeleteFunc(list, func(e string) bool { return slices.Contains(opts.Without, e) })
}
