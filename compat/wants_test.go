package compat

import (
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestWantsOfEveryCondition: every kind of condition names what would settle it, of
// a request of which only the members are known.
func TestWantsOfEveryCondition(t *testing.T) {
	text := Text("is anything", func(string) bool { return true }, []any{"a"}, nil)
	relation := &Relation{Name: "relate", Members: []Member{member.Key}, Test: func(_, b, _ Value) Truth {
		return TruthOf(b.Kind() != KindUnknown)
	}}
	unsure := &Relation{Name: "relate", Members: []Member{member.Key}, Test: func(_, _, _ Value) Truth { return Unknown }}
	plain := Given(operation.CopyObject, member.Bucket, "reports", member.Key, "a", member.CopySource, "reports/b",
		member.SSECustomerKeyMD5, "m", member.ExpectedBucketOwner, "123456789012")
	point := plain.With(member.Bucket, "arn:aws:s3:us-east-1:123456789012:accesspoint/point").With(member.CopySource, "reports/a")
	for _, c := range []struct {
		when  Condition
		given Case
		want  string
	}{
		{Bucket(Versioning, "Enabled"), plain, "the bucket's versioning"},
		{CopyBucket(Versioning, "Enabled"), plain, "the copy source's bucket's versioning"},
		{Endpoint(Scheme, "http"), plain, "the endpoint's scheme"},
		{RegionDiffers(), plain, "the bucket's Region, the endpoint's Region"},
		{RegionDiffers(), plain.Regions("eu-west-1", ""), "the endpoint's Region"},
		{RegionDiffers(), plain.Regions("", "eu-west-1"), "the bucket's Region"},
		{EndpointRegion(text), plain, "the endpoint's Region"},
		{BucketRegion(text), plain, "the bucket's Region"},
		{RelatedToRegion(relation), plain, "the endpoint's Region"},
		{RelatedToParts(relation), plain, "the upload's parts"},
		{RelatedToParts(unsure), plain.Uploaded(new(Parts)), "the upload's parts, the value of Key"},
		{Related(unsure), plain, "the value of Key"},
		{OwnerDiffers(member.ExpectedBucketOwner, ScopeBucket), plain, "the bucket's owner"},
		{OwnerDiffers(member.ExpectedBucketOwner, ScopeSource), plain, "the copy source's bucket's owner"},
		{UploadKeyDiffers(), plain, "the upload's SSE-C key"},
		{ExpiresBeyond("60"), plain, "for how long the request is presigned"},
		{CopiesOntoItself(), point, "what the Bucket member addresses"},
		{CopiesOntoItself(), plain.With(member.CopySource, "reports"), "the value of CopySource"},
		{ExpiresBeyond("60"), plain.PresignedFor(time.Minute), "nothing"},
	} {
		var w Wants
		r := c.given.Request()
		truth := c.when.EvalWants(r, &w)
		if got := w.String(); got != c.want || (truth == Unknown) == w.Empty() {
			t.Errorf("%s is %s for want of %s, not of %s", c.when, truth, got, c.want)
		}
		// The wants of several rules are those of each.
		var sum Wants
		sum.add(&w)
		if sum != w {
			t.Errorf("%s: added to none, %s is %s", c.when, w, sum)
		}
	}
}
