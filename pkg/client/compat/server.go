package compat

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// ServerStatus returns the response to GET /1.0.
func (c *Client) ServerStatus() (*ServerState, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	state, _, err := srv.GetServer()
	return state, err
}

// AmTrusted reports whether the server trusts this client.
func (c *Client) AmTrusted() bool {
	state, err := c.ServerStatus()
	return err == nil && state.Auth == "trusted"
}

// IsPublic reports whether the remote is used without a client certificate.
func (c *Client) IsPublic() bool { return c.Remote != nil && c.Remote.Public }

// Addresses lists the network addresses of the server, as host:port.
func (c *Client) Addresses() ([]string, error) {
	state, err := c.ServerStatus()
	if err != nil {
		return nil, err
	}
	return state.Environment.Addresses, nil
}

// AddMyCertToServer adds the certificate of this connection to the trust store, with the trust password or a token.
func (c *Client) AddMyCertToServer(pwd string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.CreateCertificate(api.CertificatesPost{CertificatePut: api.CertificatePut{Type: api.CertificateTypeClient}, Password: pwd})
}

// CertificateList lists the certificates in the trust store.
func (c *Client) CertificateList() ([]CertInfo, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetCertificates()
}

// CertificateAdd adds a certificate to the trust store.
func (c *Client) CertificateAdd(cert *x509.Certificate, name string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	post := api.CertificatesPost{}
	post.Type, post.Name, post.Certificate = "client", name, base64.StdEncoding.EncodeToString(cert.Raw)
	return srv.CreateCertificate(post)
}

// CertificateRemove removes a certificate from the trust store.
func (c *Client) CertificateRemove(fingerprint string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.DeleteCertificate(fingerprint)
}

// GetServerConfig returns the raw response to GET /1.0.
func (c *Client) GetServerConfig() (*Response, error) {
	state, err := c.ServerStatus()
	if err != nil {
		return nil, err
	}
	metadata, err := json.Marshal(state)
	return &Response{Type: Sync, Status: "Success", StatusCode: 200, Metadata: metadata}, err
}

// GetServerConfigString returns the configuration of the server as sorted "key = value" lines.
func (c *Client) GetServerConfigString() ([]string, error) {
	state, err := c.ServerStatus()
	if err != nil {
		return nil, err
	}
	config := map[string]string{}
	for key, value := range state.Config {
		config[key] = fmt.Sprint(value)
	}
	return lines(config), nil
}

// SetServerConfig sets a configuration key of the server; "" removes it.
func (c *Client) SetServerConfig(key string, value string) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	state, etag, err := srv.GetServer()
	if err != nil {
		return nil, err
	}
	put := state.Writable()
	put.Config[key] = value
	return done(srv.UpdateServer(put, etag))
}

// UpdateServerConfig replaces the configuration of the server.
func (c *Client) UpdateServerConfig(ss BriefServerState) (*Response, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return done(srv.UpdateServer(ss, ""))
}

// ListNetworks lists the networks.
func (c *Client) ListNetworks() ([]NetworkConfig, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetNetworks()
}

// NetworkCreate creates a network.
func (c *Client) NetworkCreate(name string, config map[string]string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	post := api.NetworksPost{Name: name}
	post.Config = config
	return srv.CreateNetwork(post)
}

// NetworkGet returns a network.
func (c *Client) NetworkGet(name string) (NetworkConfig, error) {
	srv, err := c.server()
	if err != nil {
		return NetworkConfig{}, err
	}
	network, _, err := srv.GetNetwork(name)
	if err != nil {
		return NetworkConfig{}, err
	}
	return *network, nil
}

// NetworkPut replaces the writable part of a network.
func (c *Client) NetworkPut(name string, network NetworkConfig) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.UpdateNetwork(name, network.NetworkPut, "")
}

// NetworkDelete deletes a network.
func (c *Client) NetworkDelete(name string) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.DeleteNetwork(name)
}

// Monitor calls handler with each event of the given types, decoded from JSON, until the server closes the stream.
func (c *Client) Monitor(types []string, handler func(any)) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	listener, err := srv.GetEventsByType(types)
	if err != nil {
		return err
	}
	defer listener.Disconnect()
	if _, err := listener.AddHandler(nil, handler); err != nil {
		return err
	}
	return listener.Wait()
}

// operationID returns the last element of an operation's URL.
func operationID(waitURL string) string {
	plain, _, _ := strings.Cut(strings.TrimSuffix(waitURL, "/wait"), "?")
	id, err := url.PathUnescape(plain[strings.LastIndexByte(plain, '/')+1:])
	if err != nil {
		return plain
	}
	return id
}

// WaitFor waits for an operation and returns its last state. A failed operation is not an error.
func (c *Client) WaitFor(waitURL string) (*Operation, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	op, err := lxd.WaitOperation(srv, operationID(waitURL))
	return op, err
}

// WaitForSuccess waits for an operation and returns an error if it fails.
func (c *Client) WaitForSuccess(waitURL string) error {
	_, err := c.WaitForSuccessOp(waitURL)
	return err
}

// WaitForSuccessOp waits for an operation and returns its last state, and an error if it fails.
func (c *Client) WaitForSuccessOp(waitURL string) (*Operation, error) {
	op, err := c.WaitFor(waitURL)
	if err != nil {
		return nil, err
	}
	if op.StatusCode != api.Success {
		return nil, &lxd.OperationError{ID: op.ID, Message: op.Err, Operation: *op, Cancelled: op.StatusCode == api.Cancelled}
	}
	return op, nil
}

// AsyncWaitMeta waits for the operation of a Response and returns its metadata.
func (c *Client) AsyncWaitMeta(resp *Response) (*Jmap, error) {
	op, err := c.WaitForSuccessOp(resp.Operation)
	if err != nil {
		return nil, err
	}
	return &op.Metadata, nil
}

// Websocket connects to a websocket of an operation.
func (c *Client) Websocket(operation string, secret string) (*websocket.Conn, error) {
	srv, err := c.server()
	if err != nil {
		return nil, err
	}
	return srv.GetOperationWebsocket(operationID(operation), secret)
}
