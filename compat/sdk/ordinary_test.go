package sdk_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Each input says anew which of its texts are ordinary, of a request that is used again,
// too.
func TestOrdinary(t *testing.T) {
	var r compat.Request
	for i, x := range []struct {
		input any
		want  compat.MemberSet
	}{
		{&s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv"), ContentType: aws.String("text/csv"), CacheControl: aws.String("two\nlines")},
			member.SetOf(member.Key, member.ContentType)},
		{&s3.PutObjectInput{Key: aws.String("../q3.csv")}, compat.MemberSet{}},
		{&s3.GetObjectInput{Key: aws.String("größe")}, compat.MemberSet{}},
		{&s3.UploadPartInput{Key: aws.String(" q3.csv"), UploadId: aws.String("VXBsb2Fk")}, member.SetOf(member.UploadId)},
		{&s3.UploadPartInput{Key: aws.String(""), UploadId: aws.String("")}, compat.MemberSet{}},
		{&s3.GetObjectInput{Key: aws.String("q3.csv")}, member.SetOf(member.Key)},
		{&s3.ListBucketsInput{}, compat.MemberSet{}},
	} {
		if !sdk.Describe(x.input, &r) {
			t.Fatalf("%T isn't described", x.input)
		}
		if r.Ordinary != x.want {
			t.Errorf("%d: %v are ordinary, want %v", i, r.Ordinary.IDs(), x.want.IDs())
		}
	}
}
