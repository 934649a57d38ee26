// Package compat is the original Go API of LXD's client as published in 2016: one Client with a method per task. Each method is
// a thin wrapper around the library, which new programs should use. The package is frozen.
//
// The types that came from LXD's package shared are aliases of those in pkg/api.
package compat

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"syscall"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/config"
)

// The types of LXD's package shared that are used in method signatures.
type (
	Jmap               = map[string]any
	Operation          = api.Operation
	ContainerInfo      = api.Container
	BriefContainerInfo = api.ContainerPut
	ContainerState     = api.ContainerState
	SnapshotInfo       = api.ContainerSnapshot
	ImageInfo          = api.Image
	BriefImageInfo     = api.ImagePut
	ImageAliases       = []api.ImageAliasesEntry
	CertInfo           = api.Certificate
	ProfileConfig      = api.Profile
	NetworkConfig      = api.Network
	ServerState        = api.Server
	BriefServerState   = api.ServerPut
	Devices            = map[string]map[string]string
	ContainerAction    string
)

// Config and RemoteConfig are the types of pkg/config.
type (
	Config       = config.Config
	RemoteConfig = config.RemoteConfig
)

// The actions of Client.Action.
const (
	Start    ContainerAction = "start"
	Stop     ContainerAction = "stop"
	Restart  ContainerAction = "restart"
	Freeze   ContainerAction = "freeze"
	Unfreeze ContainerAction = "unfreeze"
)

// LoadConfig and SaveConfig are the functions of pkg/config.
var (
	LoadConfig = config.LoadConfig
	SaveConfig = config.SaveConfig
)

// The remotes that exist without a configuration file.
var (
	DefaultConfig     = config.DefaultConfig
	DefaultRemotes    = config.DefaultRemotes
	StaticRemotes     = config.StaticRemotes
	LocalRemote       = config.LocalRemote
	ImagesRemote      = config.ImagesRemote
	UbuntuRemote      = config.UbuntuRemote
	UbuntuDailyRemote = config.UbuntuDailyRemote
)

// LXDErrors maps HTTP status codes to errors, which match api.ErrNotFound and its siblings with errors.Is.
var LXDErrors = map[int]error{http.StatusNotFound: &api.StatusError{Code: http.StatusNotFound, Message: "not found"}}

// GetLocalLXDErr returns syscall.ENOENT, ECONNREFUSED or EACCES if err says that the local server cannot be reached for that
// reason, else nil.
func GetLocalLXDErr(err error) error {
	for _, reason := range []syscall.Errno{syscall.ENOENT, syscall.ECONNREFUSED, syscall.EACCES} {
		if errors.Is(err, reason) {
			return reason
		}
	}
	return nil
}

// WebsocketDial opens a websocket. An error response of the server is returned as *api.StatusError.
func WebsocketDial(dialer websocket.Dialer, url string) (*websocket.Conn, error) {
	conn, resp, err := dialer.Dial(url, http.Header{})
	if err == nil {
		return conn, nil
	}
	if resp != nil {
		if _, hoisted := HoistResponse(resp, Error); hoisted != nil {
			return nil, hoisted
		}
	}
	return nil, err
}

// ConnectInfo has what is needed to connect to a server. Keys and certificates are PEM text, never a path.
type ConnectInfo struct {
	Name          string
	RemoteConfig  RemoteConfig
	ClientPEMCert string
	ClientPEMKey  string
	ClientPEMCa   string
	ServerPEMCert string
}

// Client talks to one server. Its fields describe the connection; setting them has no effect.
type Client struct {
	BaseURL     string
	BaseWSURL   string
	Config      Config
	Name        string
	Remote      *RemoteConfig
	Transport   string // "unix", "https" or "simplestreams"
	Certificate string // PEM, the server's

	Http http.Client //nolint:revive // published under this name

	srv    lxd.InstanceServer
	images lxd.ImageServer
}

// NewClient connects to a remote in the configuration. Nothing is sent, except to simplestreams servers.
func NewClient(c *Config, remote string) (*Client, error) {
	r, found := c.Remotes[remote]
	if !found {
		return nil, &config.UnknownRemoteError{Remote: remote}
	}
	client := &Client{Config: *c, Name: remote, Remote: &r}
	var err error
	if r.IsImagesOnly() {
		client.Transport, client.BaseURL = "simplestreams", r.Addr
		client.images, err = c.ImageServer(context.Background(), remote, "lxd")
		return client, err
	}
	client.srv, err = c.Server(context.Background(), remote)
	if err != nil {
		return nil, err
	}
	client.images = client.srv
	if pem, err := os.ReadFile(c.ServerCertPath(remote)); err == nil {
		client.Certificate = string(pem)
	}
	client.address(r.Addr)
	return client, nil
}

// NewClientFromInfo connects without reading any file.
func NewClientFromInfo(info ConnectInfo) (*Client, error) {
	args := &lxd.ConnectionArgs{
		TLSServerCert: info.ServerPEMCert, TLSClientCert: info.ClientPEMCert, TLSClientKey: info.ClientPEMKey, TLSCA: info.ClientPEMCa,
	}
	remote := info.RemoteConfig
	client := &Client{Name: info.Name, Remote: &remote, Certificate: info.ServerPEMCert}
	client.Config = *config.NewConfig()
	client.Config.Remotes[info.Name] = remote
	var err error
	if remote.Protocol == "simplestreams" {
		client.Transport, client.BaseURL = "simplestreams", remote.Addr
		client.images, err = lxd.ConnectSimpleStreams(remote.Addr, args)
		return client, err
	}
	address := remote.Addr
	if path, local := strings.CutPrefix(address, "unix:"); local {
		address = "unix://" + strings.TrimPrefix(path, "//")
	}
	client.srv, err = lxd.Connect(context.Background(), address, args)
	if err != nil {
		return nil, err
	}
	client.images = client.srv
	client.address(remote.Addr)
	return client, nil
}

// address fills in the fields that describe where the server is.
func (c *Client) address(addr string) {
	if strings.HasPrefix(addr, "unix:") {
		c.Transport, c.BaseURL, c.BaseWSURL = "unix", "http://unix.socket", "ws://unix.socket"
		return
	}
	c.Transport, c.BaseURL = "https", addr
	c.BaseWSURL = "ws" + strings.TrimPrefix(addr, "http")
}

// errImagesOnly is what instance methods return for image servers.
var errImagesOnly = errors.New("this remote serves images only")

func (c *Client) server() (lxd.InstanceServer, error) {
	if c.srv == nil {
		return nil, errImagesOnly
	}
	return c.srv, nil
}

// ResponseType is the type of a response.
type ResponseType string

// The types of responses.
const (
	Sync  ResponseType = "sync"
	Async ResponseType = "async"
	Error ResponseType = "error"
)

// Response is a response of a server with raw metadata.
type Response struct {
	Type ResponseType `json:"type"`

	Status     string `json:"status"`
	StatusCode int    `json:"status_code"`

	Operation string `json:"operation"`

	Code  int    `json:"error_code"`
	Error string `json:"error"`

	Metadata json.RawMessage `json:"metadata"`
}

// MetadataAsMap decodes the metadata as an object.
func (r *Response) MetadataAsMap() (*Jmap, error) { return metadataAs[Jmap](r) }

// MetadataAsOperation decodes the metadata as an operation.
func (r *Response) MetadataAsOperation() (*Operation, error) { return metadataAs[Operation](r) }

// MetadataAsStringSlice decodes the metadata as a list of strings.
func (r *Response) MetadataAsStringSlice() ([]string, error) {
	list, err := metadataAs[[]string](r)
	if err != nil {
		return nil, err
	}
	return *list, nil
}

func metadataAs[T any](r *Response) (*T, error) {
	value := new(T)
	return value, json.Unmarshal(r.Metadata, value)
}

// ParseResponse decodes a response and closes the body. An error response is not returned as an error.
func ParseResponse(r *http.Response) (*Response, error) {
	defer r.Body.Close()
	out := &Response{}
	if err := json.NewDecoder(r.Body).Decode(out); err != nil {
		return nil, err
	}
	return out, nil
}

// HoistResponse decodes a response of the given type. An error response is returned as one of LXDErrors or as *api.StatusError.
func HoistResponse(r *http.Response, rtype ResponseType) (*Response, error) {
	resp, err := ParseResponse(r)
	if err != nil {
		return nil, err
	}
	if resp.Type == Error {
		if known, found := LXDErrors[resp.Code]; found {
			return nil, known
		}
		return nil, &api.StatusError{Code: resp.Code, Message: resp.Error}
	}
	if resp.Type != rtype {
		return nil, errors.New("got a reply of the kind " + string(resp.Type) + " instead of " + string(rtype))
	}
	return resp, nil
}

// reply returns the Response for an operation.
func reply(op *lxd.Operation, err error) (*Response, error) {
	if err != nil {
		return nil, err
	}
	state := op.Get()
	metadata, err := json.Marshal(state)
	if err != nil {
		return nil, err
	}
	out := &Response{Type: Async, Status: state.Status, StatusCode: int(state.StatusCode), Metadata: metadata}
	if state.ID != "" {
		out.Operation = "/1.0/operations/" + state.ID
	}
	return out, nil
}

// done returns the Response for a change that is complete.
func done(err error) (*Response, error) {
	if err != nil {
		return nil, err
	}
	return &Response{Type: Sync, Status: "Success", StatusCode: http.StatusOK, Metadata: json.RawMessage("{}")}, nil
}

// wait waits for an operation.
func wait(op *lxd.Operation, err error) error {
	if err != nil {
		return err
	}
	return op.Wait()
}
