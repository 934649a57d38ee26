package config

import (
	"crypto/x509"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
)

// certificate gives the cells of the trust list.
type certificate struct{ *x509.Certificate }

func (c certificate) commonName() string { return c.Subject.CommonName }

func (c certificate) issued() string { return cli.ByProgram(output.LongTime, output.Time)(c.NotBefore) }

func (c certificate) expires() string { return cli.ByProgram(output.LongTime, output.Time)(c.NotAfter) }
