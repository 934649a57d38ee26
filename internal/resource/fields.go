package resource

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/openlxc/lxc/pkg/i18n"
)

// about returns the explanation of a field of an object edited as YAML, or "" if the field is self-explanatory.
func about(field string) string {
	switch field {
	case "description":
		return i18n.G("free text")
	case "config":
		return i18n.G("keys and their values, such as user.note: a text")
	case "devices":
		return i18n.G("by name; each with a type and the keys of that type")
	case "profiles":
		return i18n.G("names of profiles; later ones win over earlier ones")
	case "architecture":
		return i18n.G("such as x86_64 or aarch64")
	case "ephemeral":
		return i18n.G("true deletes the instance when it stops")
	case "expires_at":
		return i18n.G("a date such as 2031-01-31T00:00:00Z; the year 1 means never")
	case "ingress":
		return i18n.G("rules for what comes in, such as {action: allow, protocol: tcp, destination_port: 443}")
	case "egress":
		return i18n.G("rules for what goes out, such as {action: drop, destination: 192.0.2.0/24}")
	case "ports":
		return i18n.G("each with protocol, listen_port and target")
	case "backends":
		return i18n.G("such as {name: web1, target_address: 192.0.2.5, target_port: 80}")
	case "instances":
		return i18n.G("names, each with a target_port")
	case "entries":
		return i18n.G("such as {type: A, ttl: 300, value: 192.0.2.5}")
	case "addresses":
		return i18n.G("addresses and networks, such as 192.0.2.5 or 192.0.2.0/24")
	}
	return aboutTrust(field)
}

func aboutTrust(field string) string {
	switch field {
	case "roles":
		return i18n.G("roles of the member, such as database or event-hub")
	case "failure_domain":
		return i18n.G("the failure domain of this member")
	case "groups":
		return i18n.G("names of groups")
	case "members":
		return i18n.G("names of cluster members")
	case "permissions":
		return i18n.G("such as {entity_type: project, url: /1.0/projects/default, entitlement: viewer}")
	case "restricted":
		return i18n.G("true restricts the certificate to the projects below")
	case "projects":
		return i18n.G("names of projects")
	case "certificate":
		return i18n.G("in PEM, to replace the one that is trusted")
	case "public":
		return i18n.G("true makes the image available to everyone")
	case "auto_update":
		return i18n.G("true makes the server update the image from its source")
	case "properties":
		return i18n.G("properties of the image, such as os: debian")
	case "role":
		return i18n.G("admin or read-only")
	}
	return ""
}

// comment returns the comment above the edited YAML: what it is and what its fields mean.
func comment(help string, body []byte) string {
	if help == "" {
		return ""
	}
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSpace(help), "\n") {
		fmt.Fprintf(&b, "### %s\n", line)
	}
	const blank = "###\n"
	explained := blank
	for line := range bytes.SplitSeq(body, []byte("\n")) {
		field, _, found := strings.Cut(string(line), ":")
		if !found || strings.HasPrefix(field, " ") || strings.HasPrefix(field, "-") {
			continue
		}
		if text := about(field); text != "" {
			explained += fmt.Sprintf("### %-15s %s\n", field, text)
		}
	}
	if explained != blank {
		b.WriteString(explained + blank)
	}
	return b.String()
}
