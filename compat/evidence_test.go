package compat_test

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

func TestEvidence(t *testing.T) {
	for source, want := range map[string]compat.Evidence{
		"recorded:ls-a-0001": compat.Recorded,
		"https://github.com/radkawar/stackd/blob/9dc356f/testdata/aws/s3/versioning.json":                         compat.Recorded,
		"https://github.com/radkawar/stackd/blob/9dc356f/internal/s3/replication.go":                              compat.Inferred,
		"https://github.com/someone/else/blob/main/testdata/aws/s3/versioning.json":                               compat.Inferred,
		"https://github.com/dyus/meeseeks-s3/blob/73f66ec/tests/put_object_sse_c/golden":                          compat.Recorded,
		"https://github.com/dyus/meeseeks-s3/blob/0e5823f/docs_reports/listobjectversioning_aws_all_ru.md":        compat.Recorded,
		"https://github.com/dyus/meeseeks-s3/blob/0e5823f/docs_reports/listobjectversioning_stage.md":             compat.Inferred,
		"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html":                                      compat.Documented,
		"https://github.com/awslabs/mountpoint-s3/blob/main/mountpoint-s3-client/src/s3_crt_client/put_object.rs": compat.Documented,
		"https://github.com/awslabs/mountpoint-s3/issues/1":                                                       compat.Reported,
		"https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3":                                              compat.Documented,
		"https://github.com/aws/aws-sdk-go-v2/issues/1":                                                           compat.Reported,
		"https://github.com/versity/versitygw/pull/1":                                                             compat.Reported,
		"https://github.com/versity/versitygw/blob/v1.8.0/auth/acl.go":                                            compat.Inferred,
	} {
		if got := compat.EvidenceOf(source); got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
	r := compat.Rule{Sources: []string{"https://github.com/a/b/issues/1", "recorded:x", "https://github.com/a/b/issues/2"}}
	if got := r.Evidence(); !slices.Equal(got, []compat.Evidence{compat.Recorded, compat.Reported}) {
		t.Errorf("%v", got)
	}
	r.ConfirmedBy = []string{"minio"}
	if got := r.Evidence(); !slices.Equal(got, []compat.Evidence{compat.Recorded, compat.Confirmed, compat.Reported}) {
		t.Errorf("confirmed: %v", got)
	}
}
