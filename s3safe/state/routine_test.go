package state

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// outputs are answers of operations, nearly all of which tell nothing.
var outputs = map[operation.ID]any{
	operation.GetObject:               new(s3.GetObjectOutput),
	operation.HeadObject:              new(s3.HeadObjectOutput),
	operation.ListObjectsV2:           new(s3.ListObjectsV2Output),
	operation.ListObjects:             new(s3.ListObjectsOutput),
	operation.DeleteObject:            new(s3.DeleteObjectOutput),
	operation.DeleteObjects:           new(s3.DeleteObjectsOutput),
	operation.CopyObject:              new(s3.CopyObjectOutput),
	operation.GetObjectTagging:        new(s3.GetObjectTaggingOutput),
	operation.PutObjectTagging:        new(s3.PutObjectTaggingOutput),
	operation.GetObjectAttributes:     new(s3.GetObjectAttributesOutput),
	operation.HeadBucket:              new(s3.HeadBucketOutput),
	operation.GetBucketVersioning:     new(s3.GetBucketVersioningOutput),
	operation.CreateMultipartUpload:   new(s3.CreateMultipartUploadOutput),
	operation.CompleteMultipartUpload: new(s3.CompleteMultipartUploadOutput),
	operation.ListParts:               new(s3.ListPartsOutput),
}

// What a cache says beforehand of operations is what it would say of each call: nothing
// is known otherwise for an input of them, with a bucket and without.
func TestRoutine(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	unchanged, untold := c.Routine()
	if len(untold.IDs()) < 10 || len(untold.Without(unchanged).IDs()) > 0 {
		t.Fatalf("%v are untold, %v unchanged", untold.IDs(), unchanged.IDs())
	}
	changing := 0
	for op := operation.ID(1); op < operation.Count; op++ {
		in := sdk.NewInputOf(op)
		if in == nil {
			continue
		}
		if bucket := reflect.ValueOf(in).Elem().FieldByName("Bucket"); bucket.IsValid() {
			bucket.Set(reflect.ValueOf(aws.String("amzn-s3-demo-bucket")))
		}
		x := c.Change(in)
		if x != nil {
			changing++
			c.land(x, rejected)
			if unchanged.Has(op) {
				t.Errorf("%s changes something", op)
			}
		}
	}
	if changing < 20 {
		t.Errorf("only %d operations change anything: nothing is tested", changing)
	}
	for op, output := range outputs {
		if tells := c.Tells(sdk.NewInputOf(op), output); tells == untold.Has(op) {
			t.Errorf("%s: tells %v", op, tells)
		}
	}
	for _, op := range untold.IDs() {
		if outputs[op] == nil {
			t.Errorf("%s isn't tried", op)
		}
	}
}
