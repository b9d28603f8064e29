package state

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Learn implements [Learner]: it takes over what an answer says of a bucket or
// an upload. Answers that aren't S3's, such as the page of a proxy, say nothing.
func (c *Cache) Learn(_ context.Context, a Answer) {
	switch {
	case a.Change != nil:
	case !unchanging.Has(a.Operation):
		a.Change = c.Change(a.Input) // nobody said so before
	case a.Err != nil && a.refusal() == nil:
		return // nobody knows whether S3 has said it, and nothing has changed
	}
	if a.Change != nil {
		c.learnChange(&a)
		return
	}
	if a.Unsent {
		return
	}
	if a.Refuted != 0 && a.Err == nil && a.ofS3() {
		c.forget(bucketOf(a.Input), a.Refuted)
	}
	if c.learnUpload(&a) && a.Err == nil {
		return
	}
	if a.Err == nil && c.versioned(&a) {
		return
	}
	var e evidence
	switch {
	case a.Err != nil:
		if !e.rejected(&a) {
			return
		}
	case !a.ofS3() || !e.told(a.Input, a.Output):
		return
	}
	e.at = c.began(&a)
	c.take(&e, bucketOf(a.Input))
}

// Tells implements [Selective]: of the answers that nearly all calls get, it wants those
// only that say something of a bucket, or of an upload that it knows.
func (c *Cache) Tells(input, output any) bool {
	// These two come most often of those that are not in silent. To compare two types
	// takes less than to find one among many.
	if out, ok := output.(*s3.PutObjectOutput); ok {
		in, ok := input.(*s3.PutObjectInput)
		return ok && c.tellsVersioning(in, out)
	}
	if _, ok := output.(*s3.UploadPartOutput); ok {
		in, ok := input.(*s3.UploadPartInput)
		return ok && in != nil && c.hasUploads() && c.uploads.get(aws.ToString(in.UploadId)) != nil
	}
	switch output.(type) {
	case *s3.GetObjectOutput, *s3.HeadObjectOutput, *s3.ListObjectsV2Output, *s3.ListObjectsOutput, *s3.DeleteObjectOutput,
		*s3.DeleteObjectsOutput, *s3.CopyObjectOutput, *s3.GetObjectTaggingOutput, *s3.PutObjectTaggingOutput, *s3.GetObjectAttributesOutput:
		return false
	case *s3.UploadPartCopyOutput:
		in, ok := input.(*s3.UploadPartCopyInput)
		return ok && in != nil && c.hasUploads() && c.uploads.get(aws.ToString(in.UploadId)) != nil
	}
	return true
}

// unchanging are operations of which Change returns nil, silent those of which Tells
// reports false besides, whatever their inputs and outputs are.
var (
	unchanging = operation.SetOf(operation.PutObject, operation.UploadPart, operation.UploadPartCopy).Union(silent)
	silent     = operation.SetOf(operation.GetObject, operation.HeadObject, operation.ListObjectsV2, operation.ListObjects, operation.DeleteObject,
		operation.DeleteObjects, operation.CopyObject, operation.GetObjectTagging, operation.PutObjectTagging, operation.GetObjectAttributes)
)

// Routine returns operations about which Change needn't be asked, since it would return
// nil whatever the input is, and those of them about which Tells needn't be either: it
// would report false whatever comes of the call. So nothing is asked about nearly all
// calls.
func (c *Cache) Routine() (unchanged, untold operation.Set) { return unchanging, silent }

// tellsVersioning reports whether a written object has a version id, and that its bucket
// is versioned isn't known.
func (c *Cache) tellsVersioning(in *s3.PutObjectInput, out *s3.PutObjectOutput) bool {
	if in == nil || out == nil {
		return false
	}
	if v := aws.ToString(out.VersionId); v == "" || v == "null" {
		return false
	}
	v, _ := c.Bucket(context.Background(), aws.ToString(in.Bucket)).Get(compat.Versioning)
	return v != "Enabled"
}

// learnChange learns from the end of a call that changes a bucket, and from what
// S3's rejection of it says by the way.
func (c *Cache) learnChange(a *Answer) {
	e := c.land(a.Change, a.outcome())
	if e.empty() && a.Err != nil && e.rejected(a) {
		e.at = c.began(a)
	}
	c.take(&e, a.Change.bucket)
}

// take takes over what an answer says of a bucket, and passes it on.
func (c *Cache) take(e *evidence, bucket string) {
	if e.bucket = bucket; bucket == "" || e.empty() {
		return
	}
	changed := c.apply(e)
	switch {
	case e.origin == OwnChange:
		c.stats.changes.Add(1)
	case changed != 0:
		c.stats.learned.Add(1)
	}
	if e.origin == OwnChange || changed != 0 {
		c.share(e)
	}
}

// began returns the time at which what an answer says was so: it may be as old as
// the question.
func (c *Cache) began(a *Answer) int32 {
	now := c.now()
	if a.Began.IsZero() {
		return now
	}
	return min(ticks(a.Began.Sub(c.start)), now)
}

// versioned learns from a written object's version id that its bucket is
// versioned. It reports whether the answer is one to PutObject, the most
// frequent of all that can tell something.
func (c *Cache) versioned(a *Answer) bool {
	out, ok := a.Output.(*s3.PutObjectOutput)
	if !ok || out == nil {
		return false
	}
	in, ok := a.Input.(*s3.PutObjectInput)
	if !ok || !c.tellsVersioning(in, out) {
		return true
	}
	e := evidence{bucket: aws.ToString(in.Bucket), origin: Learned, at: c.began(a)}
	e.set(compat.Versioning, "Enabled")
	if c.apply(&e) != 0 {
		c.stats.learned.Add(1)
		c.share(&e)
	}
	return true
}

// forget voids facts that S3 has refuted.
func (c *Cache) forget(bucket string, features compat.FeatureSet) {
	e := evidence{bucket: bucket, forget: features, origin: Learned, at: c.now(), contradiction: true}
	if c.apply(&e) != 0 {
		c.stats.learned.Add(1)
		c.share(&e)
	}
}
