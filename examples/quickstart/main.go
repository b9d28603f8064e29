// Command quickstart shows what s3safe does, against a real S3 server that it
// starts in its own process.
//
//	go run ./examples/quickstart
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	unguarded := server.Client()
	// A drop-in for *s3.Client. The server stands for Amazon S3 here: of an unknown one
	// it wouldn't be known what it refuses.
	client := s3safe.New(unguarded, s3safe.WithProvider(provider.Amazon))
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("reports")}); err != nil {
		return err
	}

	fmt.Fprintln(out, "1. A compatible upload and download, made with builders, pass.")
	if err := upAndDown(ctx, client, out); err != nil {
		return err
	}

	fmt.Fprintln(out, "\n2. An upload whose options exclude each other is stopped before it is sent:")
	before := server.Requests()
	_, err = client.PutObject(ctx, twoChecksums())
	if err == nil {
		return fmt.Errorf("the guard let it pass")
	}
	fmt.Fprintln(out, indent(explanation(err)))
	fmt.Fprintf(out, "   Requests that reached the server: %d\n", server.Requests()-before)

	fmt.Fprintln(out, "\n3. The same upload without the guard costs a round trip:")
	before = server.Requests()
	_, err = unguarded.PutObject(ctx, twoChecksums())
	if err == nil {
		return fmt.Errorf("the server accepted it")
	}
	fmt.Fprintln(out, indent(answer(err)))
	fmt.Fprintf(out, "   Requests that reached the server: %d\n", server.Requests()-before)

	fmt.Fprintln(out, "\n4. Existing code is adopted by changing the line that makes its client:")
	fmt.Fprintln(out, "   -  client := s3.NewFromConfig(cfg)")
	fmt.Fprintln(out, "   +  client := s3.NewFromConfig(cfg, s3safe.Guard())")
	return adopted(ctx, server, out)
}

// upAndDown writes an object and reads it back.
func upAndDown(ctx context.Context, client *s3safe.Client, out io.Writer) error {
	_, err := putobject.General("reports", "2026/q3.csv").
		Body(strings.NewReader("region,revenue\neu,42\n")).
		ContentType("text/csv").
		Checksum(opt.CRC64NVME()). // one checksum: a second can't be asked for
		If(opt.Absent()).
		Send(ctx, client)
	if err != nil {
		return err
	}
	got, err := getobject.General("reports", "2026/q3.csv").Send(ctx, client)
	if err != nil {
		return err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "   2026/q3.csv: %d bytes of %s\n", len(text), aws.ToString(got.ContentType))
	return nil
}

// twoChecksums is a request that S3 answers with 400 InvalidRequest: only one
// checksum can be given for an object. With a builder it can't be written.
func twoChecksums() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket:         aws.String("reports"),
		Key:            aws.String("2026/q4.csv"),
		Body:           strings.NewReader("hello"),
		ChecksumCRC32:  aws.String("NhCmhg=="),
		ChecksumSHA256: aws.String("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
	}
}
