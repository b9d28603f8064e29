// Command copysource shows what becomes of a copy source with blanks, umlauts and a
// plus sign, written in the ways that programs write it, against a real S3 server that
// it starts in its own process.
//
//	go run ./examples/copysource
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "copysource:", err)
		os.Exit(1)
	}
}

const bucket = "reports"

// keys are usual ones: people name files so.
var keys = []string{"Umsätze Köln.csv", "Q3 + Q4.csv", "100% final.csv"}

// ways are how programs write the source.
var ways = []struct {
	name  string
	write func(key string) string
}{
	{"bucket + \"/\" + key", func(key string) string { return bucket + "/" + key }},
	{"bucket + \"/\" + url.PathEscape(key)", func(key string) string { return bucket + "/" + url.PathEscape(key) }},
	{"compat.FormatCopySource", func(key string) string { return compat.FormatCopySource(bucket, key, "") }},
}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	client := s3.New(server.Client().Options(), s3safe.Guard(s3safe.WithMode(s3safe.Report), s3safe.WithProvider(provider.Amazon)))
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String(bucket)}); err != nil {
		return err
	}
	for _, key := range keys {
		if _, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), Body: strings.NewReader("x")}); err != nil {
			return err
		}
	}
	for _, key := range keys {
		fmt.Fprintf(out, "%s\n", key)
		for _, w := range ways {
			in := &s3.CopyObjectInput{Bucket: aws.String(bucket), Key: aws.String("copy"), CopySource: aws.String(w.write(key))}
			_, err := client.CopyObject(ctx, in)
			fmt.Fprintf(out, "   %-36s %s\n", w.name, outcome(err))
		}
		in, err := copyobject.General(bucket, "copy", opt.Source(bucket, key)).Build()
		if err != nil {
			return err
		}
		_, err = client.CopyObject(ctx, in)
		fmt.Fprintf(out, "   %-36s %s\n", "opt.Source(bucket, key)", outcome(err))
	}
	return nil
}

func outcome(err error) string {
	var api smithy.APIError
	switch {
	case err == nil:
		return "copied"
	case errors.As(err, &api):
		return api.ErrorCode() + ": " + api.ErrorMessage()
	}
	return err.Error()
}
