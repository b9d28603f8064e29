// Command diagnose finds out why a request fails, against a real S3 server that
// it starts in its own process: of 14 optional members two conflict. The request
// is written without a builder, with which it couldn't be.
//
//	go run ./examples/diagnose
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "diagnose:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	recorder := diagnose.NewRecorder()
	client := server.Client(recorder.Option())
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: aws.String("reports")}); err != nil {
		return err
	}
	in := upload()
	_, failure := client.PutObject(ctx, in)
	if failure == nil {
		return fmt.Errorf("the server accepted it")
	}
	failed := recorder.Last()
	if failed == nil {
		return fmt.Errorf("the failure wasn't recorded")
	}
	fmt.Fprintf(out, "1. An upload with %d optional members fails:\n", optional(failed))
	fmt.Fprintf(out, "   %d %s: %s\n", failed.Answer.Status, failed.Answer.Code, failed.Answer.Message)

	if err := explain(failure, in, failed, out); err != nil {
		return err
	}
	if err := minimise(ctx, client, server, in, out); err != nil {
		return err
	}
	return verify(ctx, client, in, failed, out)
}

// upload is what fails.
func upload() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket:              aws.String("reports"),
		Key:                 aws.String("2026/q3.csv"),
		Body:                strings.NewReader("hello"),
		CacheControl:        aws.String("max-age=3600"),
		ChecksumCRC32:       aws.String("NhCmhg=="),
		ChecksumSHA256:      aws.String("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
		ContentDisposition:  aws.String("attachment"),
		ContentEncoding:     aws.String("identity"),
		ContentLanguage:     aws.String("en"),
		ContentType:         aws.String("text/csv"),
		ExpectedBucketOwner: aws.String("s3server-access"),
		Expires:             aws.Time(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)),
		Metadata:            map[string]string{"quarter": "q3"},
		RequestPayer:        "requester",
		StorageClass:        "STANDARD",
		Tagging:             aws.String("team=finance"),
	}
}

// optional counts the members of a capture but for bucket and key.
func optional(c *diagnose.Capture) int { return len(c.Members) - 2 }

// explain tells the most likely cause, without another request.
func explain(failure error, in *s3.PutObjectInput, failed *diagnose.Capture, out io.Writer) error {
	e := diagnose.ExplainInput(failure, in, failed)
	if len(e.Causes) == 0 {
		return fmt.Errorf("no cause is known")
	}
	c := e.Causes[0]
	fmt.Fprintln(out, "\n2. Explained by the answer and the catalogue:")
	fmt.Fprintf(out, "   %s (%s): %s\n", c.ID, c.Certainty, c.Title)
	fmt.Fprintf(out, "   members: %s\n", strings.Join(c.Members, ", "))
	fmt.Fprintf(out, "   fix:     %s\n", c.Fix)
	return nil
}

// minimise finds the members that are to blame. Other tries go to a key that may
// be overwritten.
func minimise(ctx context.Context, client *s3.Client, server *s3server.Server, in *s3.PutObjectInput, out io.Writer) error {
	before := server.Requests()
	min, err := diagnose.Minimise(ctx, in, diagnose.Through(client).Sender(), func(o *diagnose.MinimiseOptions) {
		o.ScratchKey = "scratch/minimise"
		o.NoHints = true // the catalogue would know the answer at once
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "\n3. Which of the members are to blame, as requests show:")
	fmt.Fprintln(out, "   "+strings.ReplaceAll(min.String(), "\n", "\n   "))
	fmt.Fprintf(out, "   Requests that reached the server: %d\n", server.Requests()-before)
	return nil
}

// verify sends the operation again, with one of the two checksums only.
func verify(ctx context.Context, client *s3.Client, in *s3.PutObjectInput, failed *diagnose.Capture, out io.Writer) error {
	in.ChecksumCRC32 = nil
	replayed, err := diagnose.Replay(ctx, in, *failed, diagnose.Through(client))
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "\n4. The fix, verified: the upload with one checksum:")
	fmt.Fprintln(out, "   "+strings.ReplaceAll(replayed.String(), "\n", "\n   "))
	return nil
}
