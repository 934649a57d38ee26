package admin

import (
	"context"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"path/filepath"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (v *interview) askCluster(ctx context.Context) error {
	yes, err := v.bool(ctx, i18n.G("Use clustering?"), false)
	if err != nil || !yes {
		return err
	}
	address := ""
	if list := v.server.Environment.Addresses; len(list) > 0 {
		if address, _, err = net.SplitHostPort(list[0]); err != nil {
			return err
		}
	}
	address, err = v.text(ctx, i18n.G("Address or DNS name where the other members can reach this server"), address, nil)
	if err != nil {
		return err
	}
	address = withPort(address)
	v.Cluster = &seedCluster{}
	v.Cluster.Enabled = true
	joins, err := v.bool(ctx, i18n.G("Join an existing cluster?"), false)
	if err != nil {
		return err
	}
	if joins {
		v.Cluster.ServerAddress = address
		return v.askJoin(ctx)
	}
	v.Config["core.https_address"] = address
	if v.Cluster.ServerName, err = v.askMemberName(ctx); err != nil || v.incus {
		return err
	}
	if yes, err = v.bool(ctx, i18n.G("Set a trust password for the cluster?"), false); err == nil && yes {
		v.Config["core.trust_password"], err = v.secret(ctx, i18n.G("Trust password for new clients"))
	}
	return err
}

func (v *interview) askMemberName(ctx context.Context) (string, error) {
	host, err := os.Hostname()
	if err != nil {
		return "", err
	}
	return v.text(ctx, i18n.G("Name of this server in the cluster"), host, nil)
}

func isToken(text string) error {
	_, err := parseJoinToken(text)
	return err
}

func (v *interview) askJoin(ctx context.Context) error {
	if os.Geteuid() != 0 {
		return cli.Usagef("%s", i18n.G("only root can join a server to a cluster"))
	}
	token, err := v.askToken(ctx)
	if err != nil {
		return err
	}
	secret := token
	if token != "" {
		v.Cluster.ClusterToken = token
		err = v.Cluster.useToken(ctx, true)
		v.Cluster.ClusterToken, v.Cluster.ClusterPassword = "", "" // introduce uses it up below
	} else {
		secret, err = v.askClusterByAddress(ctx)
	}
	if err != nil {
		return err
	}
	sure, err := v.bool(ctx, i18n.G("All data on this server is lost when it joins a cluster. Continue?"), false)
	if err != nil {
		return err
	}
	if !sure {
		return cli.Failed(i18n.G("canceled: nothing was set up"))
	}
	keys, err := v.introduce(ctx, secret)
	if err != nil {
		return err
	}
	for i, key := range keys {
		if keys[i].Value, err = v.text(ctx, i18n.F("Value for %s", key.Description), "", anything); err != nil {
			return err
		}
	}
	v.Cluster.MemberConfig = keys
	return nil
}

// askToken asks for a join token. With LXD it may be empty, because clusters can have a password instead.
func (v *interview) askToken(ctx context.Context) (string, error) {
	if !v.incus {
		answer, err := v.text(ctx, i18n.G("Do you have a join token? (yes/no/[token])"), i18n.G("no"), func(text string) error {
			if cli.IsYes(text) || cli.IsNo(text) {
				return nil
			}
			return isToken(text)
		})
		switch {
		case err != nil:
			return "", err
		case cli.IsNo(answer):
			return "", nil
		case isToken(answer) == nil:
			return answer, nil
		}
	}
	return v.text(ctx, i18n.G("Join token"), "", isToken)
}

// askClusterByAddress asks for the address of a cluster member and returns the cluster password.
func (v *interview) askClusterByAddress(ctx context.Context) (string, error) {
	name, err := v.askMemberName(ctx)
	if err != nil {
		return "", err
	}
	v.Cluster.ServerName = name
	for v.Cluster.ClusterCertificate == "" {
		address, err := v.text(ctx, i18n.G("Address or DNS name of a member of the cluster (may include a port)"), "", nil)
		if err != nil {
			return "", err
		}
		address = withPort(address)
		cert, err := lxd.GetRemoteCertificate(ctx, "https://"+address, nil)
		if err != nil {
			v.app.Print("%s\n", i18n.F("Cannot reach the cluster member: %s", err))
			continue
		}
		fingerprint := lxd.CertificateFingerprint(cert)
		v.app.Print("%s\n%s\n", i18n.F("Certificate fingerprint of the cluster: %s", fingerprint),
			i18n.G("You can compare it with what lxc info prints on a member of the cluster."))
		answer, err := v.text(ctx, i18n.G("Is this fingerprint correct? (yes/no/[fingerprint])"), i18n.G("no"), anything)
		if err != nil {
			return "", err
		}
		if answer != "yes" && answer != "y" && answer != i18n.G("yes") && answer != fingerprint {
			return "", cli.Failed(i18n.G("not set up: the certificate is not that of the cluster"))
		}
		v.Cluster.ClusterAddress = address
		v.Cluster.ClusterCertificate = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw}))
	}
	if v.app.Streams.InputIsTerminal() {
		return v.app.Streams.Password(ctx, i18n.G("Trust password of the cluster: "))
	}
	secret, err := v.read(ctx, i18n.G("Trust password of the cluster: "))
	v.app.Print("\n")
	return secret, err
}

// serverDir returns the data directory of the local server. The unix socket of Incus is elsewhere.
func serverDir(family string) string {
	dir := filepath.Dir(lxd.DefaultSocket(family))
	if dir == "/run/incus" {
		return "/var/lib/incus"
	}
	return dir
}

// introduce adds the server's own certificate to the cluster's trust store, and returns the member-specific configuration
// keys.
func (v *interview) introduce(ctx context.Context, secret string) ([]api.ClusterMemberConfigKey, error) {
	family := "lxd"
	if v.incus {
		family = "incus"
	}
	dir := serverDir(family)
	cert, err := os.ReadFile(filepath.Join(dir, "server.crt"))
	if err != nil {
		return nil, err
	}
	key, err := os.ReadFile(filepath.Join(dir, "server.key"))
	if err != nil {
		return nil, err
	}
	parsed, err := lxd.ParseCertificate(string(cert))
	if err != nil {
		return nil, err
	}
	cluster, err := lxd.Connect(ctx, "https://"+v.Cluster.ClusterAddress, &lxd.ConnectionArgs{
		TLSClientCert: string(cert), TLSClientKey: string(key), TLSServerCert: v.Cluster.ClusterCertificate,
	})
	if err != nil {
		return nil, err
	}
	post := api.CertificatesPost{CertificatePut: api.CertificatePut{
		Name: v.Cluster.ServerName, Type: api.CertificateTypeServer, Certificate: base64.StdEncoding.EncodeToString(parsed.Raw),
	}}
	if v.incus {
		post.TrustToken = secret
	} else {
		post.Password = secret
	}
	if err := cluster.CreateCertificate(post); err != nil {
		return nil, fmt.Errorf(i18n.G("the cluster rejected this server: %w"), err)
	}
	have, _, err := cluster.GetCluster()
	if err != nil {
		return nil, err
	}
	return have.MemberConfig, nil
}
