package s3safe_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
)

// A body's length is compared with what a request can carry and with what the request
// says of it.
func TestBodyLength(t *testing.T) {
	sparse := func(size int64) io.Reader {
		f, err := os.Create(filepath.Join(t.TempDir(), "body"))
		if err == nil {
			err = f.Truncate(size)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	const most = 5 << 30
	read := func(n int) io.Reader { // a reader that is read from before has only the rest
		r := bytes.NewReader([]byte("something"))
		if _, err := io.CopyN(io.Discard, r, int64(n)); err != nil {
			t.Fatal(err)
		}
		return r
	}
	for name, c := range map[string]struct {
		body   io.Reader
		length *int64
		rule   string
	}{
		"a file above 5 GiB":            {sparse(most + 1), nil, "body-too-large"},
		"a small file":                  {sparse(9), nil, ""},
		"as long as it says":            {strings.NewReader("something"), aws.Int64(9), ""},
		"shorter than it says":          {strings.NewReader("something"), aws.Int64(10), "content-length-beyond-body"},
		"read, as long as the rest":     {read(4), aws.Int64(5), ""},
		"read, as long as the whole":    {read(4), aws.Int64(9), "content-length-beyond-body"},
		"read to its end":               {read(9), aws.Int64(9), ""},                // is sent as one of no bytes
		"an empty body":                 {strings.NewReader(""), aws.Int64(10), ""}, // is sent as one of no bytes
		"of a kind that isn't asked":    {io.MultiReader(strings.NewReader("something")), aws.Int64(9), ""},
		"of a kind that isn't, shorter": {io.MultiReader(strings.NewReader("something")), aws.Int64(10), ""},
	} {
		s := new(stub)
		o := s.options()
		// With a checksum the stub would have to read the whole file.
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		client := s3safe.New(s3.New(o))
		_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Body: c.body, ContentLength: c.length})
		if c.rule == "" {
			if err != nil || s.requests.Load() != 1 {
				t.Errorf("%s: %v, %d requests", name, err, s.requests.Load())
			}
			continue
		}
		if stopped := mustStop(t, err); stopped.Findings[0].Rule.ID != c.rule || s.requests.Load() != 0 {
			t.Errorf("%s: stopped for %s, %d requests", name, stopped.Findings[0].Rule.ID, s.requests.Load())
		}
	}
}

// The body of a presigned request is somebody else's.
func TestBodyOfPresigned(t *testing.T) {
	client := s3safe.New(s3.New(new(stub).options()))
	in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader("something"), ContentLength: aws.Int64(10)}
	var stopped *s3safe.IncompatibleError
	if _, err := client.Presign().PresignPutObject(t.Context(), in); errors.As(err, &stopped) {
		t.Error(err)
	}
}
