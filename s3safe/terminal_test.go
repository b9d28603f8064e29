package s3safe_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// What names, files and stores hold doesn't control the terminal, nor make lines of
// its own, in what errors and logs say.
func TestErrorsAreEscaped(t *testing.T) {
	const evil = "a\x1b]0;t\x07\x1b[2J\u009b31m\u202e\n1. certain: made up"
	check := func(where, text string) {
		t.Helper()
		for _, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "1. certain: made up") {
				t.Errorf("%s: a made-up line", where)
			}
			for _, r := range line {
				if !strconv.IsPrint(r) {
					t.Errorf("%s: %U is printed: %q", where, r, line)
					break
				}
			}
		}
	}
	opts := s3.Options{Region: "us-east-1", Credentials: aws.AnonymousCredentials{}, Retryer: aws.NopRetryer{}, HTTPClient: &stub{}}
	for _, bucket := range []string{evil, "arn:aws:s3:" + evil + ":111122223333:accesspoint/x", "arn:aws:s3:us-east-1:111122223333:accesspoint/" + evil} {
		in := &s3.PutObjectInput{Bucket: &bucket, Key: aws.String(evil), Tagging: aws.String(evil), ContentType: aws.String(evil), Metadata: map[string]string{evil: evil}, ExpectedBucketOwner: aws.String(evil)}
		for where, o := range map[string][]s3safe.Option{"Check": nil, "Check with options": {s3safe.WithClientOptions(opts)}} {
			if err := s3safe.Check(in, o...); err != nil {
				check(where, err.Error())
			}
		}
		var log bytes.Buffer
		c := s3safe.New(s3.New(opts), s3safe.LogFindings(slog.New(slog.NewTextHandler(&log, nil))))
		if _, err := c.PutObject(context.Background(), in); err == nil {
			t.Errorf("%q: sent", bucket)
		} else if stopped := (*s3safe.IncompatibleError)(nil); errors.As(err, &stopped) {
			check("guard", stopped.Error())
		}
		check("log", strings.TrimSuffix(log.String(), "\n"))
	}
	_, err := state.ParseSnapshot([]byte(`{"schema":"s3safe-bucket-state","version":1,"buckets":{"a\u001b[2J\n1. certain: made up":{"taken":"x"}}}`))
	check("ParseSnapshot", err.Error())
}
