package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/examples/s3server"
)

// Parity compares what a server that lacks half of it can tell, says what it didn't
// compare, and takes a bucket that isn't there for none.
func TestParity(t *testing.T) {
	server, err := s3server.Start(t.Context(), s3server.WithSidecar())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	cfg := server.Config()
	keys, err := cfg.Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_ACCESS_KEY_ID", keys.AccessKeyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", keys.SecretAccessKey)
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	for _, bucket := range []string{"staging", "production", "odd"} {
		if _, err := server.Client().CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := server.Client().PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{Bucket: aws.String("odd"),
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		buckets string
		status  int
		says    []string
	}{
		{"staging production", 0, []string{"no difference in the rest", "not compared, as they are known of neither: acceleration", "not read: "}},
		{"staging odd", 1, []string{"versioning: Unversioned, Enabled", "rule ", "not compared"}},
		{"staging missing", 1, []string{"there is no bucket missing"}},
	} {
		var out, errs bytes.Buffer
		status := command(t.Context(), append([]string{"parity", "-endpoint", server.Endpoint(), "-region", cfg.Region}, strings.Fields(c.buckets)...), &out, &errs)
		for _, says := range c.says {
			if said := out.String() + errs.String(); status != c.status || !strings.Contains(said, says) {
				t.Errorf("%s: status %d, want %d and %q: %s", c.buckets, status, c.status, says, said)
			}
		}
	}
}

// What is asked for wrongly is told, with the status for it, and nothing is sent.
func TestUse(t *testing.T) {
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", "/dev/null")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
	for _, c := range []struct {
		args   string
		status int
		says   string
	}{
		{"sweep", 2, `there is no command "sweep"`},
		{"run more", 2, `"more" is more than run takes`},
		{"-rule no-such-rule -region us-east-1", 2, `no rule has the id "no-such-rule"`},
		{"-store nowhere -endpoint http://127.0.0.1:1 -region us-east-1", 2, `no store has the id "nowhere"`},
		{"-store minio -region us-east-1", 2, "they need -endpoint"},
		{"-no-such-flag", 2, "flag provided but not defined"},
		{"-dry-run -region us-east-1 -rule acl-disabled -prefix x-", 1, "the prefix"},
		{"-dry-run -region us-east-1 -rule acl-disabled -prefix sthree-", 1, "takes no bucket"},
		{"-dry-run -region us-east-1 -rule acl-disabled -rate 0.1", 1, "0.1 requests a second"},
		{"-dry-run -region us-east-1 -rule acl-disabled", 0, "at most $0.01"},
		{"policy -region cn-north-1 -account 111122223333", 0, "arn:aws-cn:s3:::s3safe-verify-*"},
		{"parity one -region us-east-1", 2, "parity takes two buckets"},
	} {
		var out, errs bytes.Buffer
		status := command(t.Context(), strings.Fields(c.args), &out, &errs)
		if said := out.String() + errs.String(); status != c.status || !strings.Contains(said, c.says) {
			t.Errorf("%s: status %d, want %d: %s", c.args, status, c.status, said)
		}
	}
}
