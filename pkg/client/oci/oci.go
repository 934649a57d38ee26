// Package oci uses registries of application containers (OCI distribution specification) as image servers. Only Incus servers
// with extension instance_oci can create instances from such images. They download the layers themselves, so this package only
// requests manifests.
package oci

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"

	"github.com/openlxc/lxc/internal/arch"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// ErrNoList means that a registry cannot list its images, or download one as a file.
var ErrNoList = errors.New("a registry cannot be listed: name an image, such as alpine:latest")

// Credentials returns the user name and password for a registry host. Empty strings mean none.
type Credentials func(ctx context.Context, host string) (user, secret string, err error)

// Server is a registry. It implements lxd.ImageServer and is safe for concurrent use.
type Server struct {
	ctx   context.Context //nolint:containedctx // published signatures have no context parameter
	base  *url.URL
	http  *http.Client
	login Credentials

	mu    sync.Mutex
	token string               // from the last challenge, without its scheme
	kind  string               // scheme of the challenge: Bearer or Basic
	known map[string]api.Image // by fingerprint, which a registry cannot look up
}

var _ lxd.ImageServer = (*Server)(nil)

// Connect prepares a connection to the registry at an https URL. Nothing is sent. A nil client means http.DefaultClient, nil
// credentials mean none.
func Connect(ctx context.Context, address string, client *http.Client, login Credentials) (*Server, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fmt.Errorf("%q is no address of a registry", address)
	}
	if client == nil {
		client = http.DefaultClient
	}
	return &Server{ctx: ctx, base: base, http: client, login: login, known: map[string]api.Image{}}, nil
}

// resolve requests the manifest of an image for this machine's architecture.
func (s *Server) resolve(name string) (*api.Image, error) {
	path, tag, err := s.split(name)
	if err != nil {
		return nil, err
	}
	digest, err := s.manifest(path, tag)
	if err != nil {
		return nil, err
	}
	image := api.Image{Fingerprint: strings.TrimPrefix(digest, "sha256:"), Type: "container"}
	image.Public = true
	image.Aliases = []api.ImageAlias{{Name: name}}
	image.Architecture = arch.Own()
	if image.Architecture == "" {
		image.Architecture = runtime.GOARCH
	}
	image.Properties = map[string]string{"type": "oci", "id": name, "description": s.base.Host + "/" + name + " (OCI)"}
	s.mu.Lock()
	s.known[image.Fingerprint] = image
	s.mu.Unlock()
	return &image, nil
}

// GetConnectionInfo describes the connection.
func (s *Server) GetConnectionInfo() (*lxd.ConnectionInfo, error) {
	return &lxd.ConnectionInfo{Addresses: []string{s.base.String()}, Protocol: "oci", URL: s.base.String()}, nil
}

// GetImageAlias resolves an image "[path/]name[:tag]" or "name@digest"; the default tag is "latest". The target is the digest
// of its manifest for this machine's architecture. A missing image is api.ErrNotFound.
func (s *Server) GetImageAlias(name string) (*api.ImageAliasesEntry, string, error) {
	image, err := s.resolve(name)
	if err != nil {
		return nil, "", err
	}
	entry := &api.ImageAliasesEntry{Name: name, Type: "container"}
	entry.Target = image.Fingerprint
	return entry, "", nil
}

// GetImageAliasType is GetImageAlias: all images of a registry are for containers.
func (s *Server) GetImageAliasType(kind, name string) (*api.ImageAliasesEntry, string, error) {
	if kind == "virtual-machine" {
		return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: "images of a registry are for containers"}
	}
	return s.GetImageAlias(name)
}

// GetImage returns an image that this connection has already resolved.
func (s *Server) GetImage(fingerprint string) (*api.Image, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if image, found := s.known[fingerprint]; found {
		return &image, "", nil
	}
	return nil, "", &api.StatusError{Code: http.StatusNotFound, Message: ErrNoList.Error()}
}

// GetImages fails with ErrNoList.
func (s *Server) GetImages() ([]api.Image, error) { return nil, ErrNoList }

// GetImageFingerprints fails with ErrNoList.
func (s *Server) GetImageFingerprints() ([]string, error) { return nil, ErrNoList }

// GetImageAliases fails with ErrNoList.
func (s *Server) GetImageAliases() ([]api.ImageAliasesEntry, error) { return nil, ErrNoList }

// GetImageAliasNames fails with ErrNoList.
func (s *Server) GetImageAliasNames() ([]string, error) { return nil, ErrNoList }

// GetImageFile fails with ErrNoList: these images are downloaded by the server that uses them.
func (s *Server) GetImageFile(string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error) {
	return nil, ErrNoList
}

// GetImageSecret fails with ErrNoList.
func (s *Server) GetImageSecret(string) (string, error) { return "", ErrNoList }

// GetPrivateImage fails with ErrNoList.
func (s *Server) GetPrivateImage(string, string) (*api.Image, string, error) {
	return nil, "", ErrNoList
}

// GetPrivateImageFile fails with ErrNoList.
func (s *Server) GetPrivateImageFile(string, string, lxd.ImageFileRequest) (*lxd.ImageFileResponse, error) {
	return nil, ErrNoList
}
