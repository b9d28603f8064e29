// Command strict shows what a local S3 server takes and Amazon S3 doesn't:
//
//	go run ./examples/strict
//
// sends the same requests to the server of package s3server, and to the same server
// with package strict in front of it. With -listen it is a strict local S3 for any
// client, until it is interrupted:
//
//	go run ./examples/strict -listen 127.0.0.1:9000
//
// The command s3safe proxy does that in front of a server of one's own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

func main() {
	listen := flag.String("listen", "", "serve at this address instead")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if *listen != "" {
		err = serve(ctx, *listen, os.Stderr)
	} else {
		err = run(ctx, os.Stdout)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// strictly returns a handler that is strict in front of a server.
func strictly(server *s3server.Server, opts ...strict.Option) (http.Handler, error) {
	upstream, err := url.Parse(server.Endpoint())
	if err != nil {
		return nil, err
	}
	opts = append([]strict.Option{strict.WithCredentials(server.Config().Credentials)}, opts...)
	return strict.Handler(forward.To(upstream), opts...), strict.Validate(opts...)
}

// serve is a strict local S3 until the context ends.
func serve(ctx context.Context, addr string, to io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	h, err := strictly(server, strict.LogFindings(slog.New(slog.NewTextHandler(to, nil))))
	if err != nil {
		return err
	}
	credentials, err := server.Config().Credentials.Retrieve(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(to, "http://%s is a strict S3, for AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_REGION=%s\n",
		addr, credentials.AccessKeyID, credentials.SecretAccessKey, server.Config().Region)
	front := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 30 * time.Second}
	go func() {
		<-ctx.Done()
		_ = front.Close()
	}()
	if err := front.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// run sends requests to both servers and prints how they are answered.
func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	h, err := strictly(server)
	if err != nil {
		return err
	}
	front := httptest.NewServer(h)
	defer front.Close()
	lax := server.Client()
	amazon := server.Client(func(o *s3.Options) { o.BaseEndpoint = &front.URL })
	bucket := aws.String("reports")
	if _, err := lax.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}); err != nil {
		return err
	}
	for _, x := range []struct {
		what string
		call func(*s3.Client) error
	}{
		{"a plain upload", func(c *s3.Client) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("a"), Body: strings.NewReader("hello")})
			return err
		}},
		{"a storage class that doesn't exist", func(c *s3.Client) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("b"), StorageClass: types.StorageClass("COLD")})
			return err
		}},
		{"an upload encrypted in a way that doesn't exist", func(c *s3.Client) error {
			_, err := c.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("c"), ServerSideEncryption: types.ServerSideEncryption("rot13")})
			return err
		}},
		{"a page that follows on nothing", func(c *s3.Client) error {
			_, err := c.ListObjectVersions(ctx, &s3.ListObjectVersionsInput{Bucket: bucket, VersionIdMarker: aws.String("3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY")})
			return err
		}},
	} {
		fmt.Fprintf(out, "%s\n  the server alone: %s\n  with strict:      %s\n", x.what, outcome(x.call(lax)), outcome(x.call(amazon)))
	}
	return nil
}

// outcome tells how a call ended.
func outcome(err error) string {
	if err == nil {
		return "accepted"
	}
	var response *smithyhttp.ResponseError
	var api smithy.APIError
	if !errors.As(err, &response) || !errors.As(err, &api) {
		return err.Error()
	}
	return fmt.Sprintf("%d %s: %s", response.HTTPStatusCode(), api.ErrorCode(), api.ErrorMessage())
}
