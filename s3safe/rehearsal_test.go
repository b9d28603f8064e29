package s3safe

import (
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// What a rehearsal found out serves an input with the same members only if their
// values can't make the SDK sign in another way: the form of the body, in whichever
// member it is, the kind of the bucket, the algorithm of the checksum.
func TestRehearsedAlike(t *testing.T) {
	stream := func() io.Reader { return struct{ io.Reader }{strings.NewReader("x")} }
	put := func(bucket string, body io.Reader) *s3.PutObjectInput {
		return &s3.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String("k"), Body: body}
	}
	annotate := func(body io.Reader) *s3.PutObjectAnnotationInput {
		return &s3.PutObjectAnnotationInput{Bucket: aws.String("reports"), Key: aws.String("k"), AnnotationName: aws.String("note"), AnnotationPayload: body}
	}
	sum := func(a types.ChecksumAlgorithm) *s3.PutObjectInput {
		in := put("reports", strings.NewReader("x"))
		in.ChecksumAlgorithm = a
		return in
	}
	for name, c := range map[string]struct {
		first, then any
		alike       bool
	}{
		"another key":                     {put("reports", strings.NewReader("x")), put("backups", strings.NewReader("yy")), true},
		"a stream":                        {put("reports", strings.NewReader("x")), put("reports", stream()), false},
		"a body in memory":                {put("reports", stream()), put("reports", strings.NewReader("x")), false},
		"an annotation's stream":          {annotate(strings.NewReader("x")), annotate(stream()), false},
		"a directory bucket":              {put("reports", strings.NewReader("x")), put("reports--use1-az1--x-s3", strings.NewReader("x")), false},
		"other members":                   {&s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}, &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), VersionId: aws.String("null")}, false},
		"an algorithm":                    {sum(types.ChecksumAlgorithmCrc32), sum(types.ChecksumAlgorithmCrc32), false},
		"another operation's members too": {put("reports", strings.NewReader("x")), annotate(strings.NewReader("x")), false},
	} {
		r := rehearsalOf(s3.Options{Region: "us-east-1"})
		request := func(in any) *compat.Request {
			q := new(compat.Request)
			if !sdk.Describe(in, q) {
				t.Fatalf("%s: %T", name, in)
			}
			return q
		}
		first := request(c.first)
		if facts, refused := r.anew(t.Context(), c.first, first); facts == nil || refused.Len() > 0 {
			t.Fatalf("%s: nothing is known: %v", name, refused)
		}
		if got := r.alike(request(c.then)) != nil; got != c.alike {
			t.Errorf("%s: alike %t", name, got)
		}
	}
}
