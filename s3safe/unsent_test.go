package s3safe_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// The explanation of a stopped request says that it wasn't sent, by which rule, and
// takes no other request's capture for it.
func TestStoppedRequestExplained(t *testing.T) {
	st := &stub{status: 403, body: "<Error><Code>SignatureDoesNotMatch</Code></Error>"}
	c := s3safe.New(s3.New(st.options()))
	if _, err := c.PutObject(context.Background(), &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}); err == nil {
		t.Fatal("no error")
	}
	_, err := c.GetObject(context.Background(), &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Range: aws.String("bytes=0-9"), PartNumber: aws.Int32(1)})
	x := diagnose.Explain(err, c.Recorder().Last())
	if !x.NotSent || len(x.Causes) == 0 || x.Causes[0].ID != "range-with-part-number" || x.Causes[0].Certainty != diagnose.Certain {
		t.Errorf("%s", x)
	}
	if c.Recorder().LastFor(err) != nil {
		t.Error("a capture of a request that wasn't sent")
	}
}
