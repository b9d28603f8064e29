// Command uploads shows the three ways in which what a builder makes gets to S3 in
// more than one request: through the transfer manager, in the parts of a multipart
// upload, and by a form that a browser sends.
//
//	go run ./examples/uploads
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/createmultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/headobject"
	"github.com/s3safe/s3safe-go/s3safe/op/presignpost"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
	"github.com/s3safe/s3safe-go/s3safe/transfer"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "uploads:", err)
		os.Exit(1)
	}
}

// defaults are what all uploads have in common.
var defaults = opt.Defaults{Checksum: opt.CRC64NVME()}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	client := server.Client()
	if _, err := createbucket.General("media").Send(ctx, client); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *s3.Client, io.Writer) error{manager, parts, form} {
		if err := step(ctx, client, out); err != nil {
			return err
		}
	}
	return nil
}

// manager hands what a builder makes to the transfer manager, and judges an input
// of the transfer manager without sending it.
func manager(ctx context.Context, client *s3.Client, out io.Writer) error {
	in, err := putobject.General("media", "film.mp4").Defaults(defaults).Body(strings.NewReader(strings.Repeat("frame ", 2<<20))).Build()
	if err != nil {
		return err
	}
	upload, err := transfer.To[transfermanager.UploadObjectInput](in)
	if err != nil {
		return err
	}
	if _, err := transfermanager.New(client).UploadObject(ctx, upload); err != nil {
		return err
	}
	if err := size(ctx, client, "film.mp4", out); err != nil {
		return err
	}
	upload.ObjectLockMode = "COMPLIANCE"
	var stopped *s3safe.IncompatibleError
	if err := s3safe.Check(upload); errors.As(err, &stopped) {
		fmt.Fprintln(out, "  Check finds", stopped.Findings[0].Rule.ID)
	}
	return nil
}

// parts uploads in parts, which carry what the creation chose.
func parts(ctx context.Context, client *s3.Client, out io.Writer) error {
	s, err := createmultipartupload.General("media", "series.mp4").Defaults(defaults).Start(ctx, client)
	if err != nil {
		return err
	}
	first, err := s.Part(1, strings.NewReader(strings.Repeat("x", 5<<20))).Send(ctx, client)
	if err != nil {
		return err
	}
	last, err := s.Part(2, strings.NewReader("the end")).Send(ctx, client)
	if err != nil {
		return err
	}
	if _, err := s.Complete(opt.Parts().Uploaded(1, first).Uploaded(2, last)).Send(ctx, client); err != nil {
		return err
	}
	return size(ctx, client, "series.mp4", out)
}

// form makes a form by which a browser uploads, and sends it as one would: within its
// conditions, and outside of them.
func form(ctx context.Context, client *s3.Client, out io.Writer) error {
	f, err := presignpost.Under("media", "user/eric/").Size(1, 1000).ContentTypePrefix("image/").Metadata("album", "2026").
		SuccessStatus(201).Presign(ctx, s3.NewPresignClient(client))
	if err != nil {
		return err
	}
	f.Fields["key"] = "user/eric/photo.png" // Amazon S3 would put it in the place of ${filename}
	for _, kind := range []string{"image/png", "text/html"} {
		f.Fields["Content-Type"] = kind
		status, err := send(ctx, f, "photo.png", strings.Repeat("x", 100))
		if err != nil {
			return err
		}
		fmt.Fprintln(out, "form with", kind+":", status)
	}
	return size(ctx, client, "user/eric/photo.png", out)
}

// send sends a form with a file.
func send(ctx context.Context, f *presignpost.Form, name, content string) (int, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, field := range slices.Sorted(maps.Keys(f.Fields)) {
		if err := w.WriteField(field, f.Fields[field]); err != nil {
			return 0, err
		}
	}
	file, err := w.CreateFormFile("file", name)
	if err != nil {
		return 0, err
	}
	if _, err := io.WriteString(file, content); err != nil {
		return 0, err
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, f.URL, &body)
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

func size(ctx context.Context, client *s3.Client, key string, out io.Writer) error {
	head, err := headobject.General("media", key).Send(ctx, client)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, key, aws.ToInt64(head.ContentLength), "bytes")
	return nil
}
