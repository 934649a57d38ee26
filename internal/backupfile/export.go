// Package backupfile exports instances, volumes and buckets to backup files and opens such files for import.
package backupfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// backupLife is how long the server keeps a backup if the client fails to delete it.
const backupLife = 24 * time.Hour

// Export writes a backup of an instance, volume or bucket to a file.
type Export struct {
	Target string // file, "-" for standard output, or "" for a file in the current directory named after the object
	Force  bool   // has no effect, for compatibility: an existing file is replaced unless --no-clobber is given
	Keep   cli.NoClobber
	Post   api.BackupsPost

	// Failing is the prefix that the stock clients add to the server's error when it cannot create a backup.
	Failing string
}

// Flags declares the flags shared by all export commands.
func (e *Export) Flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&e.Post.CompressionAlgorithm, "compression", "", i18n.G("Compression algorithm on the server: gzip, zstd, xz, none …"))
	cmd.Flags().BoolVarP(&e.Force, "force", "f", false, i18n.G("No effect: existing files are always replaced (kept for older scripts)"))
	e.Keep.Flag(cmd)
}

// Refuse returns an error if --no-clobber forbids writing the file. It sends no request.
func (e *Export) Refuse(name string) error {
	switch e.Target {
	case "-":
		return nil
	case "":
		return e.Keep.RefuseAny("", download.PlainName(name, "backup"), download.Endings()...)
	}
	return e.Keep.Refuse(e.Target)
}

// Run creates the backup on the server, downloads it, and deletes it from the server even after a failure or an interrupt.
func (e *Export) Run(ctx context.Context, app *cli.App, s lxd.InstanceServer, of lxd.Owner, name string) error {
	e.Post.ExpiresAt = app.Now().Add(backupLife).UTC()
	if s.HasExtension("direct_backup") {
		return e.stream(app, s, of, name)
	}
	op, err := s.CreateBackup(of, e.Post)
	if err != nil {
		return fmt.Errorf("%s: %w", e.Failing, err)
	}
	wait := app.Wait(ctx, op, i18n.G("Backing up"))
	backup := op.BackupName(e.Post.Name)
	if backup != "" {
		defer e.discard(ctx, app, s, of, backup)
	}
	if wait != nil {
		return wait
	}
	line := app.Progress(i18n.G("Exporting"))
	defer line.Done()
	body, size, _, err := s.GetBackupFile(of, backup, 0)
	if err != nil {
		return err
	}
	defer body.Close()
	return e.write(app, progress.NewReader(body, line, size), name)
}

// stream downloads the backup while the server creates it, so that the server stores nothing.
func (e *Export) stream(app *cli.App, s lxd.InstanceServer, of lxd.Owner, name string) error {
	line := app.Progress(i18n.G("Exporting"))
	defer line.Done()
	body, err := s.StreamBackup(of, e.Post)
	if err != nil {
		return fmt.Errorf("%s: %w", e.Failing, err)
	}
	defer body.Close()
	return e.write(app, progress.NewReader(body, line, -1), name)
}

func (e *Export) write(app *cli.App, src io.Reader, name string) error {
	if e.Target == "-" {
		_, err := io.Copy(app.Streams.Out, src)
		return err
	}
	return e.save(app, src, name)
}

func (e *Export) discard(ctx context.Context, app *cli.App, s lxd.InstanceServer, of lxd.Owner, backup string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if err := s.WithContext(ctx).DeleteBackup(of, backup); err != nil && !errors.Is(err, api.ErrNotFound) {
		app.Warn(i18n.G("could not delete the backup %s on the server (it expires after a day): %s"), backup, err)
	}
}

func (e *Export) save(app *cli.App, src io.Reader, name string) error {
	f, err := e.begin()
	if err != nil {
		return e.Keep.Explain(err)
	}
	defer f.Drop()
	head := make([]byte, 8)
	n, err := io.ReadFull(src, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	if _, err := io.Copy(f, io.MultiReader(bytes.NewReader(head[:n]), src)); err != nil {
		return err
	}
	target := e.Target
	if target == "" {
		target = download.PlainName(name, "backup") + download.Ending(head[:n])
		keep := f.KeepAs
		if e.Keep {
			keep = f.KeepAsNew
		}
		err = keep(target)
	} else {
		err = f.Keep()
	}
	if err != nil {
		return e.Keep.Explain(err)
	}
	app.Note(i18n.G("Exported to %s"), target)
	return nil
}

func (e *Export) begin() (*download.File, error) {
	switch {
	case e.Target == "":
		return download.Begin(".")
	case bool(e.Keep):
		return download.CreateNew(e.Target)
	}
	return download.Create(e.Target)
}
