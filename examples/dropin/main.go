// Command dropin shows that a guarded client serves wherever an S3 client does:
// the transfer manager, a paginator and a presigner made from it are guarded.
// What it calls is the SDK's, as in code that there is already; new code may
// use builders instead, as in examples/quickstart.
//
//	go run ./examples/dropin
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "dropin:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	// The server stands in for Amazon S3.
	client := s3safe.New(server.Client(), s3safe.WithProvider(provider.Amazon))
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("media")}); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *s3safe.Client, *s3server.Server, io.Writer) error{transfer, paginate, presign} {
		if err := step(ctx, client, server, out); err != nil {
			return err
		}
	}
	return nil
}

// stopped tells the first finding of a stopped call and how many requests it
// caused.
func stopped(out io.Writer, what string, err error, requests int64) error {
	var incompatible *s3safe.IncompatibleError
	if !errors.As(err, &incompatible) {
		return fmt.Errorf("%s wasn't stopped: %v", what, err)
	}
	fmt.Fprintf(out, "  stopped: %s (%d requests)\n", incompatible.Findings[0].Rule.ID, requests)
	return nil
}

// transfer uploads in parts, through the transfer manager.
func transfer(ctx context.Context, client *s3safe.Client, server *s3server.Server, out io.Writer) error {
	fmt.Fprintln(out, "transfer manager")
	manager := transfermanager.New(client, func(o *transfermanager.Options) { o.PartSizeBytes = 5 << 20 })
	film := strings.Repeat("frame ", 2<<20)
	_, err := manager.UploadObject(ctx, &transfermanager.UploadObjectInput{
		Bucket: aws.String("media"), Key: aws.String("film.mp4"), Body: strings.NewReader(film),
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  uploaded %d bytes in parts\n", len(film))
	before := server.Requests()
	// The mistake is judged when the upload is created: no half-open upload
	// stays behind.
	_, err = manager.UploadObject(ctx, &transfermanager.UploadObjectInput{
		Bucket: aws.String("media"), Key: aws.String("film2.mp4"), Body: strings.NewReader(film),
		ObjectLockMode: "COMPLIANCE",
	})
	return stopped(out, "the upload", err, server.Requests()-before)
}

// paginate lists through a paginator.
func paginate(ctx context.Context, client *s3safe.Client, server *s3server.Server, out io.Writer) error {
	fmt.Fprintln(out, "paginator")
	pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("media")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			fmt.Fprintf(out, "  %s %d\n", aws.ToString(o.Key), aws.ToInt64(o.Size))
		}
	}
	before := server.Requests()
	_, err := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{
		Bucket: aws.String("media"), EncodingType: "base64",
	}).NextPage(ctx)
	return stopped(out, "the listing", err, server.Requests()-before)
}

// presign makes URLs.
func presign(ctx context.Context, client *s3safe.Client, server *s3server.Server, out io.Writer) error {
	fmt.Fprintln(out, "presigner")
	in := &s3.GetObjectInput{Bucket: aws.String("media"), Key: aws.String("film.mp4"), Range: aws.String("bytes=0-4")}
	url, err := client.Presign().PresignGetObject(ctx, in, s3.WithPresignExpires(time.Minute))
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, url.Method, url.URL, nil)
	if err != nil {
		return err
	}
	req.Header = url.SignedHeader
	got, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "  %s %q\n", got.Status, text)
	before := server.Requests()
	in.PartNumber = aws.Int32(1) // a part or a range, not both
	_, err = client.Presign().PresignGetObject(ctx, in)
	return stopped(out, "the URL", err, server.Requests()-before)
}
