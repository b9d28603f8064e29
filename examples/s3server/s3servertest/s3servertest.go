// Package s3servertest gives tests a real S3 server in the test process:
//
//	func TestUpload(t *testing.T) {
//		srv := s3servertest.Server(t)
//		bucket := s3servertest.Bucket(t, srv)
//		_, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
//			Bucket: &bucket, Key: aws.String("greeting"), Body: strings.NewReader("hello"),
//		})
//		// …
//	}
//
// A package with many such tests can keep one server for all of them:
//
//	func TestMain(m *testing.M) { s3servertest.Main(m) }
//
// See package s3server for what the server can do and what it does to its
// process: among others, the working directory is the server's while it runs,
// so a test must resolve "testdata" before it asks for a server.
package s3servertest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
)

// shared is the server that all tests of the process use, since there can be
// only one.
var shared struct {
	sync.Mutex
	server *s3server.Server
	users  int
}

// Server returns the S3 server of this test process. The first test that asks
// starts it and the last one to finish closes it; with [Main] it lives as long
// as the process. A server that can't start fails the test.
//
// Tests that run in parallel share the server, its buckets and its request
// count. A test that compares counts shouldn't run in parallel with others.
func Server(t testing.TB) *s3server.Server {
	t.Helper()
	srv, err := acquire(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := release(); err != nil {
			t.Errorf("closing the S3 server: %v", err)
		}
	})
	return srv
}

// Main runs the tests of a package with one server, and exits:
//
//	func TestMain(m *testing.M) { s3servertest.Main(m) }
func Main(m *testing.M, opts ...s3server.Option) {
	os.Exit(run(m.Run, opts...))
}

func run(tests func() int, opts ...s3server.Option) (code int) {
	if _, err := acquire(context.Background(), opts...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() {
		if err := release(); err != nil {
			fmt.Fprintln(os.Stderr, "closing the S3 server:", err)
			code = max(code, 1)
		}
	}()
	return tests()
}

var buckets atomic.Int64

// Bucket creates a bucket of its own for the test and returns its name. The
// optFns can change the request, for example to enable object lock. The bucket
// isn't deleted: it goes with the server.
func Bucket(t testing.TB, srv *s3server.Server, optFns ...func(*s3.CreateBucketInput)) string {
	t.Helper()
	// A bucket's name is at most 63 characters, and most characters of a
	// test's name aren't allowed in it.
	name := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, t.Name())
	name = fmt.Sprintf("t%d-%.40sx", buckets.Add(1), name)
	in := &s3.CreateBucketInput{Bucket: &name}
	for _, fn := range optFns {
		fn(in)
	}
	if _, err := srv.Client().CreateBucket(t.Context(), in); err != nil {
		t.Fatalf("creating bucket %s: %v", *in.Bucket, err)
	}
	return *in.Bucket
}

func acquire(ctx context.Context, opts ...s3server.Option) (*s3server.Server, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		srv, err := s3server.Start(ctx, opts...)
		if err != nil {
			return nil, err
		}
		shared.server = srv
	}
	shared.users++
	return shared.server, nil
}

func release() error {
	shared.Lock()
	defer shared.Unlock()
	shared.users--
	if shared.users > 0 {
		return nil
	}
	srv := shared.server
	shared.server = nil
	return srv.Close()
}
