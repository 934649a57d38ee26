package oci

import (
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// GetImagesAllProjects fails with ErrNoList.
func (s *Server) GetImagesAllProjects() ([]api.Image, error) { return nil, ErrNoList }

// GetImagesAllProjectsWithFilter fails with ErrNoList.
func (s *Server) GetImagesAllProjectsWithFilter([]string) ([]api.Image, error) { return nil, ErrNoList }

// GetImagesWithFilter fails with ErrNoList.
func (s *Server) GetImagesWithFilter([]string) ([]api.Image, error) { return nil, ErrNoList }

// ExportImage fails with ErrNoList: a registry cannot push images.
func (s *Server) ExportImage(string, api.ImageExportPost) (*lxd.Operation, error) {
	return nil, ErrNoList
}

// GetImageAliasArchitectures returns an image for this machine's architecture only.
func (s *Server) GetImageAliasArchitectures(imageType string, name string) (map[string]*api.ImageAliasesEntry, error) {
	entry, _, err := s.GetImageAliasType(imageType, name)
	if err != nil {
		return nil, err
	}
	image, _, err := s.GetImage(entry.Target)
	if err != nil {
		return nil, err
	}
	return map[string]*api.ImageAliasesEntry{image.Architecture: entry}, nil
}

// GetHTTPClient returns the client that carries the requests.
func (s *Server) GetHTTPClient() (*http.Client, error) { return s.http, nil }

// DoHTTP sends an arbitrary request, without the credentials for the registry.
func (s *Server) DoHTTP(req *http.Request) (*http.Response, error) { return s.http.Do(req) }

// Disconnect closes idle connections.
func (s *Server) Disconnect() { s.http.CloseIdleConnections() }
