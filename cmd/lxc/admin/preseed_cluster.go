package admin

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

const defaultPort = "8443"

func parseJoinToken(text string) (*api.ClusterMemberJoinToken, error) {
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	t := &api.ClusterMemberJoinToken{}
	if err == nil {
		err = json.Unmarshal(data, t)
	}
	if err == nil && (t.ServerName == "" || t.Secret == "" || len(t.Addresses) == 0) {
		err = cli.Failed(i18n.G("missing name, secret or addresses"))
	}
	if err != nil {
		return nil, fmt.Errorf(i18n.G("invalid join token: %w"), err)
	}
	return t, nil
}

// withPort adds the default port to an address without one.
func withPort(address string) string {
	if address == "" {
		return ""
	}
	if _, _, err := net.SplitHostPort(address); err == nil {
		return address
	}
	return net.JoinHostPort(strings.Trim(address, "[]"), defaultPort)
}

// prepareCluster completes a preseed with the certificate from a file and the data of a join token.
func (p *preseed) prepareCluster(ctx context.Context, srv lxd.InstanceServer) error {
	c := p.Cluster
	if c == nil {
		return nil
	}
	if c.ClusterCertificatePath != "" {
		text, err := os.ReadFile(c.ClusterCertificatePath)
		if err != nil {
			return err
		}
		c.ClusterCertificate = string(text)
	}
	if c.ClusterToken != "" {
		if err := c.useToken(ctx, !srv.IsIncus()); err != nil {
			return err
		}
	}
	c.ClusterAddress, c.ServerAddress = withPort(c.ClusterAddress), withPort(c.ServerAddress)
	address, listens := p.Config["core.https_address"]
	if _, given := p.Config["cluster.https_address"]; listens && !given {
		p.Config["cluster.https_address"] = address
	}
	return nil
}

// useToken takes the member name and the address and certificate of the cluster from the token. LXD also uses the token as
// the password.
func (c *seedCluster) useToken(ctx context.Context, asPassword bool) error {
	token, err := parseJoinToken(c.ClusterToken)
	if err != nil {
		return cli.Usagef("%s", err)
	}
	c.ServerName = token.ServerName
	var failures []error
	for _, address := range token.Addresses {
		cert, err := lxd.GetRemoteCertificate(ctx, "https://"+withPort(address), nil)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		if lxd.CertificateFingerprint(cert) != token.Fingerprint {
			return cli.Failed(i18n.F("the certificate of cluster member %s does not match the join token", address))
		}
		c.ClusterAddress = withPort(address)
		c.ClusterCertificate = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
		if asPassword {
			c.ClusterPassword, c.ClusterToken = c.ClusterToken, ""
		}
		return nil
	}
	return fmt.Errorf(i18n.G("cannot reach any cluster member of the join token: %w"), errors.Join(failures...))
}

// update turns the server into the first member of a new cluster, or a member of the one in the preseed.
func (c *seedCluster) update(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	label := i18n.G("Joining")
	if c.ClusterAddress == "" {
		label = i18n.G("Enabling")
	}
	op, err := srv.UpdateCluster(c.ClusterPut, "")
	if err == nil {
		err = app.Wait(ctx, op, label)
	}
	if err == nil || c.ClusterAddress != "" {
		return err
	}
	return step(err, "Failed to configure cluster")
}
