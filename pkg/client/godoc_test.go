package lxd_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documented are the types whose methods send requests.
var documented = []string{"ProtocolLXD", "ProtocolSimpleStreams", "Collection", "Operation", "RemoteOperation", "InstanceCopy", "Session", "VGAConsole", ""}

// silent are the exported functions and methods of these types that send no requests.
var silent = strings.Fields(`
	ProtocolLXD.AuthGroups ProtocolLXD.IdentityProviderGroups ProtocolLXD.Identities ProtocolLXD.OIDCSessions ProtocolLXD.ClusterMembers
	ProtocolLXD.ClusterGroups ProtocolLXD.ClusterLinks ProtocolLXD.PlacementGroups ProtocolLXD.Replicators ProtocolLXD.NetworkACLs
	ProtocolLXD.NetworkAddressSets ProtocolLXD.NetworkForwards ProtocolLXD.NetworkLoadBalancers ProtocolLXD.NetworkLoadBalancerPools
	ProtocolLXD.NetworkPeers ProtocolLXD.NetworkIntegrations ProtocolLXD.NetworkZones ProtocolLXD.NetworkZoneRecords
	ProtocolLXD.StoragePoolBuckets ProtocolLXD.StoragePoolBucketKeys ProtocolLXD.StoragePoolVolumeSnapshots
	ProtocolLXD.StoragePoolVolumeBitmaps ProtocolLXD.Warnings ProtocolLXD.WithContext ProtocolLXD.UseProject ProtocolLXD.UseAllProjects
	ProtocolLXD.UseTarget ProtocolLXD.GetHTTPClient ProtocolLXD.RequireAuthenticated ProtocolLXD.Disconnect
	ProtocolSimpleStreams.GetConnectionInfo ProtocolSimpleStreams.GetImageSecret ProtocolSimpleStreams.GetPrivateImage
	ProtocolSimpleStreams.GetPrivateImageFile ProtocolSimpleStreams.GetImagesWithFilter ProtocolSimpleStreams.ExportImage
	ProtocolSimpleStreams.GetImagesAllProjectsWithFilter
	ProtocolSimpleStreams.GetHTTPClient ProtocolSimpleStreams.Disconnect
	Operation.Get InstanceCopy.DropUnknown InstanceCopy.Mode Operation.RemoveHandler Operation.BackupName RemoteOperation.GetTarget Session.Operation Session.Close Session.Resize
	Session.Signal VGAConsole.Close Connect DefaultSocket CheckExtensions Family Transport InstanceOwner VolumeOwner BucketOwner
	ConnectSimpleStreams NewSimpleStreams ParseCertificate CertificateFingerprint`)

var (
	endpoint = regexp.MustCompile(`\b(GET|POST|PUT|DELETE|METHOD)( of the files that)? /(1\.0|streams|…)`)
	waiting  = regexp.MustCompile(`[Bb]locks |Returns (once|at once)|ends the wait`)
	errs     = regexp.MustCompile(`Errors: [^.]*?(\*(api\.)?[A-Z]\w+|none)`)
	needs    = regexp.MustCompile(`CheckExtension\(|check\(|needs\{|[nN]eeds\(|everywhere\(|listAllInstances`)
	needed   = regexp.MustCompile(`(?:needs\{|(?:when|listing)\([^\n]*, |everywhere\()"([a-z_-]+)"`)
)

// TestGodoc checks that callers need not read the source: each method that sends a request documents the endpoint, what it
// waits for and the types of its errors and, if it needs extensions, their names.
func TestGodoc(t *testing.T) {
	t.Parallel()
	quiet := map[string]bool{}
	for _, name := range silent {
		quiet[name] = true
	}
	d := declarationsOf(t, ".")
	count, good := 0, map[string]int{}
	for name, fn := range d.docs {
		on, _, method := strings.Cut(name, ".")
		if !method {
			on = ""
		}
		if !slices.Contains(documented, on) {
			continue
		}
		if quiet[name] {
			delete(quiet, name)
			continue
		}
		count++
		text := strings.Join(strings.Fields(fn.Doc.Text()), " ")
		for what, form := range map[string]*regexp.Regexp{"request": endpoint, "what it waits for": waiting, "errors by type": errs} {
			if form.MatchString(text) {
				good[what]++
			} else {
				t.Errorf("%s does not say its %s: %s", name, what, text)
			}
		}
		if needs.MatchString(d.bodies[name]) && !strings.Contains(text, "extension") {
			t.Errorf("%s does not say which extension it needs: %s", name, text)
		}
		for _, extension := range needed.FindAllStringSubmatch(d.bodies[name], -1) {
			if !strings.Contains(text, extension[1]) {
				t.Errorf("%s does not name the extension %s: %s", name, extension[1], text)
			}
		}
	}
	for name := range quiet {
		t.Errorf("%s is not there", name)
	}
	t.Logf("%d methods: %v", count, good)
}
