package config

import (
	"crypto/x509"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func certificates(app *cli.App) *resource.Kind {
	short := func(c api.Certificate) string { return c.Fingerprint[:min(12, len(c.Fingerprint))] }
	day := cli.PerFlavor(app, output.LongTime, output.Time)
	x509 := func(field func(c certificate) string) func(api.Certificate) string {
		return func(c api.Certificate) string {
			parsed, err := lxd.ParseCertificate(c.Certificate)
			if err != nil {
				return ""
			}
			return field(certificate{parsed})
		}
	}
	return &resource.Kind{
		Noun: "fingerprint", Singular: i18n.M("a trusted certificate"), Plural: i18n.G("trusted certificates"),
		Silent: true,
		Columns: output.Columns[api.Certificate]{
			output.Col('t', i18n.G("TYPE"), func(c api.Certificate) string { return c.Type }),
			output.Col('n', i18n.G("NAME"), func(c api.Certificate) string { return c.Name }),
			output.Col('c', i18n.G("COMMON NAME"), x509(certificate.commonName)),
			output.Col('d', i18n.G("DESCRIPTION"), func(c api.Certificate) string { return c.Description }),
			output.Col('f', i18n.G("FINGERPRINT"), short),
			output.Col('F', i18n.G("FULL FINGERPRINT"), func(c api.Certificate) string { return c.Fingerprint }),
			output.Col('i', i18n.G("ISSUE DATE"), x509(func(c certificate) string { return day(c.NotBefore) })),
			output.Col('e', i18n.G("EXPIRY DATE"), x509(func(c certificate) string { return day(c.NotAfter) })),
			output.Col('r', i18n.G("RESTRICTED"), func(c api.Certificate) string {
				return cli.PerFlavor(app, strings.ToUpper, strings.ToLower)(output.YesNo(c.Restricted))
			}),
			output.Col('p', i18n.G("PROJECTS"), func(c api.Certificate) string { return strings.Join(c.Projects, ", ") }),
		}.Any(),
		DefaultColumns: cli.PerFlavor(app, "tncfie", "ntdfe"),
		Verbs: resource.Verbs[api.Certificate, api.CertificatePut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Certificate, error) { return s.GetCertificates() },
			Get: func(s resource.Server, k resource.Key) (*api.Certificate, string, error) {
				return s.GetCertificate(k.Name)
			},
			Update: func(s resource.Server, k resource.Key, p api.CertificatePut, etag string) error {
				return s.UpdateCertificate(k.Name, p, etag)
			},
			Writable: (*api.Certificate).Writable,
		},
		Name: resource.Of(func(c api.Certificate) string { return c.Fingerprint }),
		Help: i18n.G("A trusted certificate: name, type, and the projects it is restricted to. Lines starting with # are ignored."),
	}
}

func trust(app *cli.App) *cobra.Command {
	return app.Group("trust", i18n.G("Manage trusted clients"), certificates(app).Commands(app), []*cobra.Command{
		trustAdd(app), trustAddCertificate(app), trustRemove(app), listTokens(app), revokeToken(app),
	})
}

// certificate returns the cells of the trust list.
type certificate struct{ *x509.Certificate }

func (c certificate) commonName() string { return c.Subject.CommonName }
