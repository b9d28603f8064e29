package compat_test

import (
	"math/rand/v2"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Nearly all shapes of a program that makes eight kinds of the same request, by turns, get
// a plan: without one, judging takes several times as long.
func TestShapesHavePlans(t *testing.T) {
	optional := []compat.Member{
		member.ContentType, member.CacheControl, member.ContentLanguage, member.ContentDisposition,
		member.ContentEncoding, member.StorageClass, member.ExpectedBucketOwner, member.RequestPayer,
	}
	const programs, kinds = 50, 8
	rules := aws.Rules()
	planned, shapes := 0, 0
	for program := range programs {
		c, err := compat.NewCatalog(sdk.Schema, rules...)
		if err != nil {
			t.Fatal(err)
		}
		source := rand.New(rand.NewPCG(uint64(program), 4))
		var requests []*compat.Request
		for _, set := range source.Perm(1 << len(optional))[:kinds] {
			given := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "a")
			for i, m := range optional {
				if set>>i&1 != 0 {
					given = given.With(m, sdk.Schema.Samples(operation.PutObject, m)[0])
				}
			}
			requests = append(requests, given.Request())
		}
		for range 5000 {
			c.CheckInput(requests[source.IntN(kinds)], nil)
		}
		planned += compat.Planned(c, operation.PutObject)
		shapes += kinds
	}
	if planned < shapes*9/10 {
		t.Errorf("%d of %d shapes have a plan", planned, shapes)
	}
}
