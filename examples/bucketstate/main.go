// Command bucketstate shows how a guard finds out what it must know of a bucket,
// against a real S3 server that it starts in its own process. The requests are
// made with builders: those know what the requests alone say, and whether ACLs are
// disabled for the bucket is for the guard to find out.
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

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketownershipcontrols"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
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
	defer func() { err = errors.Join(err, server.Close()) }()
	known, err := state.New()
	if err != nil {
		return err
	}
	defer known.Wait()
	// The server stands in for Amazon S3, whose rules are to be seen.
	client := s3safe.New(server.Client(), s3safe.WithState(known), s3safe.WithProvider(provider.Amazon))
	if _, err := createbucket.General("reports").Ownership(opt.OwnerEnforced()).Send(ctx, client); err != nil {
		return err
	}
	put := func(upload putobject.GeneralBuilder) error {
		before := server.Requests()
		_, err := upload.Body(strings.NewReader("a,b\n")).Send(ctx, client)
		fmt.Fprintf(out, "   %s; requests: %d, probes so far: %d\n", outcome(err), server.Requests()-before, known.Stats().Probes)
		if err != nil && !stopped(err) {
			return err
		}
		return nil
	}
	upload := putobject.General("reports", "q3.csv")

	fmt.Fprintln(out, "1. A plain upload needs no knowledge of the bucket:")
	if err := put(upload); err != nil {
		return err
	}
	fmt.Fprintln(out, "2. One with an ACL needs the bucket's object ownership. It is asked for once:")
	for range 2 {
		if err := put(upload.ACL(opt.AWSExecRead)); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "3. A change through the client is news:")
	if _, err := putbucketownershipcontrols.General("reports", opt.WriterOwns()).Send(ctx, client); err != nil {
		return err
	}
	return put(upload.ACL(opt.AWSExecRead))
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
