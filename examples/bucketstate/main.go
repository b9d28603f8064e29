// Command bucketstate shows how a guard finds out what it must know of a bucket,
// against a real S3 server that it starts in its own process.
//
//	go run ./examples/bucketstate
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
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bucketstate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) (err error) {
	server, err := s3server.Start(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if closed := server.Close(); err == nil {
			err = closed
		}
	}()
	known, err := state.New()
	if err != nil {
		return err
	}
	defer known.Wait()
	client := s3safe.New(server.Client(), s3safe.WithState(known))
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket: aws.String("reports"), ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced,
	}); err != nil {
		return err
	}
	put := func(change func(*s3.PutObjectInput)) error {
		in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("a,b\n")}
		change(in)
		before := server.Requests()
		_, err := client.PutObject(ctx, in)
		fmt.Fprintf(out, "   %s; requests: %d, probes so far: %d\n", outcome(err), server.Requests()-before, known.Stats().Probes)
		if err != nil && !stopped(err) {
			return err
		}
		return nil
	}
	private := func(in *s3.PutObjectInput) { in.ACL = types.ObjectCannedACLPrivate }

	fmt.Fprintln(out, "1. A plain upload needs no knowledge of the bucket:")
	if err := put(func(*s3.PutObjectInput) {}); err != nil {
		return err
	}
	fmt.Fprintln(out, "2. One with an ACL needs the bucket's object ownership. It is asked for once:")
	for range 2 {
		if err := put(private); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "3. A change through the client is news:")
	if _, err := client.PutBucketOwnershipControls(ctx, &s3.PutBucketOwnershipControlsInput{
		Bucket: aws.String("reports"),
		OwnershipControls: &types.OwnershipControls{
			Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnershipObjectWriter}},
		},
	}); err != nil {
		return err
	}
	return put(private)
}

func stopped(err error) bool {
	var e *s3safe.IncompatibleError
	return errors.As(err, &e)
}

// outcome says in a few words what became of a call.
func outcome(err error) string {
	var e *s3safe.IncompatibleError
	switch {
	case err == nil:
		return "accepted"
	case errors.As(err, &e):
		f := e.Findings[0]
		return fmt.Sprintf("stopped by %s: %s", f.Rule.ID, f.Facts[0])
	}
	return err.Error()
}
