package lxd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/cancel"
)

// ImageCreateArgs are the files of an image to upload: a unified one (MetaFile alone) or a split one.
type ImageCreateArgs struct {
	MetaFile   io.Reader
	MetaName   string
	RootfsFile io.Reader
	RootfsName string
	// MetaSize and RootfsSize are the lengths in bytes, 0 when unknown; they let the progress tell a percentage.
	MetaSize   int64
	RootfsSize int64
	// Type is "container" (default) or "virtual-machine"; it names the rootfs part of a split image.
	Type            string
	ProgressHandler func(progress ProgressData)
}

// ImageFileRequest says where the files of an image go. RootfsFile stays empty for a unified image.
type ImageFileRequest struct {
	MetaFile        io.WriteSeeker
	RootfsFile      io.WriteSeeker
	ProgressHandler func(progress ProgressData)
	Canceler        *cancel.Canceler
	// DeltaSourceRetriever is not called: files are fetched whole.
	DeltaSourceRetriever func(fingerprint string, file string) string
}

// ImageFileResponse names the files that were written, as the server calls them, and their sizes in bytes. Names are
// plain file names, never paths; they may be empty.
type ImageFileResponse struct {
	MetaName   string
	MetaSize   int64
	RootfsName string
	RootfsSize int64
}

// ErrImageHash means that the bytes of an image are not those of its fingerprint.
var ErrImageHash = errors.New("the image does not match its fingerprint")

// GetImageFile downloads an image and checks all of it against the fingerprint, which must be the full one. On any error
// the files hold nothing that may be used. GET /1.0/images/FINGERPRINT/export. Blocks until the files are written; the
// Canceler ends it, too. Errors: *api.StatusError, ErrImageHash.
func (r *ProtocolLXD) GetImageFile(fingerprint string, req ImageFileRequest) (*ImageFileResponse, error) {
	return r.GetPrivateImageFile(fingerprint, "", req)
}

// GetPrivateImageFile is GetImageFile with a secret. GET /1.0/images/FINGERPRINT/export?secret=…. Blocks until the files
// are written; the Canceler ends it, too. Errors: *api.StatusError, ErrImageHash.
func (r *ProtocolLXD) GetPrivateImageFile(fingerprint string, secret string, req ImageFileRequest) (*ImageFileResponse, error) {
	if len(fingerprint) != 64 {
		return nil, fmt.Errorf("%q is no full fingerprint", fingerprint)
	}
	ctx, release := req.Canceler.Bind(r.context())
	defer release()
	v := r.view(func(s *scope) { s.ctx = ctx })
	q := request{
		method: http.MethodGet, path: images.at(fingerprint, "export"), query: url.Values{"secret": {secret}}, wait: longWait,
	}
	resp, err := v.send(q)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	kind, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode >= 400 || kind == "application/json" {
		_, err := decode(resp, nil)
		return nil, errors.Join(err, errorIf(err == nil, "the server sent no image"))
	}
	d := &download{hash: sha256.New(), counter: newCounter(max(resp.ContentLength, 0), req.ProgressHandler)}
	out := &ImageFileResponse{}
	if kind == "multipart/form-data" {
		err = d.split(multipart.NewReader(resp.Body, params["boundary"]), req, out)
	} else {
		out.MetaName = dispositionName(resp.Header.Get("Content-Disposition"))
		body := wire.Resume(ctx, resp, func(offset int64) (*http.Response, error) {
			q.header = wire.WithRange(nil, offset)
			return v.send(q)
		})
		defer body.Close()
		out.MetaSize, err = d.write(req.MetaFile, body)
		if err == nil && resp.ContentLength >= 0 && out.MetaSize != resp.ContentLength {
			err = io.ErrUnexpectedEOF
		}
	}
	if err != nil {
		return nil, err
	}
	if got := hex.EncodeToString(d.hash.Sum(nil)); got != strings.ToLower(fingerprint) {
		return nil, fmt.Errorf("%w: expected %s, got %s", ErrImageHash, fingerprint, got)
	}
	return out, nil
}

// download writes parts of an image while it hashes them together.
type download struct {
	hash    hash.Hash
	counter *counter
}

func (d *download) write(dst io.Writer, src io.Reader) (int64, error) {
	if dst == nil {
		return 0, errors.New("no file was given for a part of the image")
	}
	// The hash runs beside the copy: while one piece is hashed, the next is read and written.
	free, full, hashed := make(chan []byte, hashAhead), make(chan []byte, hashAhead), make(chan struct{})
	for range hashAhead {
		free <- make([]byte, ws.BufferSize)
	}
	go func() {
		defer close(hashed)
		for piece := range full {
			_, _ = d.hash.Write(piece) // a hash never fails
			free <- piece[:cap(piece)]
		}
	}()
	n, err := copyPieces(dst, d.counter.reader(src), free, full)
	close(full)
	<-hashed
	return n, err
}

// hashAhead is how many pieces the copy may be ahead of the hash.
const hashAhead = 4

// copyPieces copies into buffers that it takes from free and, once written, hands on to full.
func copyPieces(dst io.Writer, src io.Reader, free <-chan []byte, full chan<- []byte) (total int64, err error) {
	for {
		buf := <-free
		n, err := src.Read(buf)
		if n > 0 {
			if _, err := dst.Write(buf[:n]); err != nil {
				return total, err
			}
		}
		total += int64(n)
		full <- buf[:n]
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

func (d *download) split(parts *multipart.Reader, req ImageFileRequest, out *ImageFileResponse) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return errorIf(out.RootfsSize == 0, "the server sent a split image without a root file system")
		}
		if err != nil {
			return err
		}
		name := dispositionName(part.Header.Get("Content-Disposition"))
		switch part.FormName() {
		case "metadata":
			out.MetaName = name
			out.MetaSize, err = d.write(req.MetaFile, part)
		case "rootfs", "rootfs.img":
			out.RootfsName = name
			out.RootfsSize, err = d.write(req.RootfsFile, part)
		default:
			err = fmt.Errorf("the server sent an unknown part %q of the image", part.FormName())
		}
		if err != nil {
			return err
		}
	}
}

// dispositionName returns the file name of a Content-Disposition header when it is a plain name, else "".
func dispositionName(header string) string {
	_, params, err := mime.ParseMediaType(header)
	if err != nil {
		return ""
	}
	name := params["filename"]
	if name != path.Base(name) || name == "." || name == ".." || len(name) > 200 || strings.ContainsAny(name, "\\/\x00:") {
		return ""
	}
	return name
}

func errorIf(condition bool, text string) error {
	if condition {
		return errors.New(text)
	}
	return nil
}

// CreateImage makes an image: from the files in args, or from the source that the request names when args is nil. The
// fingerprint is metadata.fingerprint of the finished operation. POST /1.0/images, extension for a compression algorithm
// image_compression_algorithm. Returns once all is sent. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateImage(image api.ImagesPost, args *ImageCreateArgs) (*Operation, error) {
	q := request{method: http.MethodPost, path: images.at(), body: image}
	q.needs = q.needs.when(image.CompressionAlgorithm != "", "image_compression_algorithm")
	if args == nil {
		return r.async(q)
	}
	pairs := map[string]string{"public": "0"}
	if image.Public {
		pairs["public"] = "1" // older servers read a number
	}
	if args.MetaName != "" || image.Filename != "" {
		pairs["filename"] = firstOf(image.Filename, args.MetaName)
	}
	pairs["properties"] = encodeProperties(image.Properties)
	if len(image.Profiles) > 0 {
		pairs["profiles"] = url.Values{"profile": image.Profiles}.Encode()
	}
	if image.Source != nil {
		pairs["fingerprint"], pairs["secret"] = image.Source.Fingerprint, image.Source.Secret
	}
	for k, v := range pairs {
		if v == "" {
			delete(pairs, k)
		}
	}
	q.header = familyHeaders(pairs)
	q.body = uploadBody(args, q.header)
	return r.async(q)
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// uploadBody streams the files of an image; nothing is held in memory or in a temporary file.
func uploadBody(args *ImageCreateArgs, header http.Header) io.Reader {
	total := args.MetaSize
	body := args.MetaFile
	if args.RootfsFile != nil {
		var frame bytes.Buffer
		form := multipart.NewWriter(&frame)
		_, _ = form.CreateFormFile("metadata", args.MetaName)
		head := bytes.Clone(frame.Bytes())
		frame.Reset()
		rootfs := "rootfs"
		if args.Type == string(api.InstanceTypeVM) {
			rootfs = "rootfs.img"
		}
		_, _ = form.CreateFormFile(rootfs, args.RootfsName)
		middle := bytes.Clone(frame.Bytes())
		frame.Reset()
		_ = form.Close()
		tail := frame.Bytes()
		header.Set("Content-Type", form.FormDataContentType())
		body = io.MultiReader(bytes.NewReader(head), args.MetaFile, bytes.NewReader(middle), args.RootfsFile, bytes.NewReader(tail))
		if args.MetaSize > 0 && args.RootfsSize > 0 {
			total += args.RootfsSize + int64(len(head)+len(middle)+len(tail))
		} else {
			total = 0
		}
	}
	body = newCounter(total, args.ProgressHandler).reader(body)
	if total > 0 {
		return &sized{Reader: body, size: total}
	}
	return body
}
