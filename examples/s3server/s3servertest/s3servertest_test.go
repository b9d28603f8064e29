package s3servertest

import (
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
)

func TestServerIsSharedAndClosedByTheLastUser(t *testing.T) {
	var endpoint string
	t.Run("users", func(t *testing.T) {
		first := Server(t)
		endpoint = first.Endpoint()
		for _, name := range []string{"a", "b"} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				srv := Server(t)
				if srv != first {
					t.Errorf("got another server: %s, not %s", srv.Endpoint(), endpoint)
				}
				bucket := Bucket(t, srv)
				if _, err := srv.Client().PutObject(t.Context(), &s3.PutObjectInput{
					Bucket: &bucket, Key: aws.String("k"), Body: strings.NewReader("v"),
				}); err != nil {
					t.Error(err)
				}
			})
		}
	})
	// The last user is gone: the place is free for a server of one's own.
	srv, err := s3server.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := srv.Close(); err != nil {
		t.Error(err)
	}
}

func TestBucketOptions(t *testing.T) {
	srv := Server(t)
	bucket := Bucket(t, srv, func(in *s3.CreateBucketInput) { in.ObjectLockEnabledForBucket = aws.Bool(true) })
	if _, err := srv.Client().GetObjectLockConfiguration(t.Context(), &s3.GetObjectLockConfigurationInput{Bucket: &bucket}); err != nil {
		t.Error(err)
	}
	if other := Bucket(t, srv); other == bucket {
		t.Errorf("two buckets are called %s", bucket)
	}
}

func TestRunKeepsOneServerAndPassesTheCodeOn(t *testing.T) {
	before, _ := os.Getwd()
	code := run(func() int {
		var first, second *s3server.Server
		t.Run("first", func(t *testing.T) { first = Server(t) })
		t.Run("second", func(t *testing.T) { second = Server(t) })
		if first == nil || first != second {
			t.Error("the server didn't outlive its first test")
		}
		return 3
	})
	if code != 3 {
		t.Errorf("code %d", code)
	}
	if after, _ := os.Getwd(); after != before {
		t.Errorf("working directory is %s, was %s", after, before)
	}
}
