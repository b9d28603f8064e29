package state

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
)

// Learn implements [Learner]: it takes over what an answer says of a bucket or
// an upload.
func (c *Cache) Learn(_ context.Context, a Answer) {
	if a.Refuted != 0 {
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
	case !e.changed(a.Input):
		e = evidence{}
		if !e.told(a.Input, a.Output) {
			return
		}
	}
	if e.bucket = bucketOf(a.Input); e.bucket == "" || e.empty() {
		return
	}
	e.at = c.now()
	changed := c.apply(&e)
	switch {
	case e.origin == OwnChange:
		c.stats.changes.Add(1)
	case changed != 0:
		c.stats.learned.Add(1)
	}
	if e.origin == OwnChange || changed != 0 {
		c.share(&e)
	}
}

// versioned learns from a written object's version id that its bucket is
// versioned. It reports whether the answer is one to PutObject, the most
// frequent of all that can tell something.
func (c *Cache) versioned(a *Answer) bool {
	out, ok := a.Output.(*s3.PutObjectOutput)
	if !ok || out == nil {
		return false
	}
	if v := aws.ToString(out.VersionId); v == "" || v == "null" {
		return true
	}
	bucket := aws.ToString(a.Input.(*s3.PutObjectInput).Bucket)
	facts := c.Bucket(context.Background(), bucket)
	if v, _ := facts.Get(compat.Versioning); v == "Enabled" {
		return true
	}
	e := evidence{bucket: bucket, origin: Learned, at: c.now()}
	e.set(compat.Versioning, "Enabled")
	if c.apply(&e) != 0 {
		c.stats.learned.Add(1)
		c.share(&e)
	}
	return true
}

// forget voids facts that S3 has refuted.
func (c *Cache) forget(bucket string, features compat.FeatureSet) {
	e := evidence{bucket: bucket, forget: features, origin: Learned, at: c.now()}
	if c.apply(&e) != 0 {
		c.stats.learned.Add(1)
		c.share(&e)
	}
}
