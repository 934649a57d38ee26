package lxd

// GetEventsAllProjects subscribes to the events of all projects. GET /1.0/events?all-projects=true, extension projects. Returns once
// subscribed; the listener ends with the context of the view or with Disconnect. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetEventsAllProjects() (*EventListener, error) {
	return r.GetEventsAllProjectsByType(nil)
}

// GetEventsAllProjectsByType is GetEventsAllProjects for some types only. GET /1.0/events?all-projects=true&type=…, extension
// projects. Returns once subscribed. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetEventsAllProjectsByType(types []string) (*EventListener, error) {
	return r.view(func(s *scope) { s.project, s.allProjects = "", true }).listen(types)
}

// IsActive reports whether more events may come.
func (e *EventListener) IsActive() bool {
	select {
	case <-e.done:
	case <-e.ended:
	default:
		return true
	}
	return false
}

// disconnect ends all listeners of a connection.
func (hs *hubs) disconnect() {
	hs.mu.Lock()
	var all []*EventListener
	for _, h := range hs.byKey {
		for l := range h.listeners {
			all = append(all, l)
		}
	}
	hs.mu.Unlock()
	for _, l := range all {
		l.Disconnect()
	}
}
