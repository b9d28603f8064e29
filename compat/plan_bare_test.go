package compat

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Rules that only a bucket's facts and its Region lead to are found by a plan as well.
func TestPlanOfBareWays(t *testing.T) {
	example := Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x")
	rule := func(id string, when Condition) Rule {
		return Rule{
			ID: id, Topic: "test", Title: "t", Why: "w", Fix: "f", Operations: []Operation{operation.PutObject}, When: when,
			Answer: Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"recorded:none"},
			Violating: []Case{example}, Allowed: []Case{example},
		}
	}
	c, err := NewCatalog(testSchema{},
		rule("is-missing", Bucket(Exists, "false")),
		rule("is-elsewhere", All(On(GeneralPurposeBucket), RegionDiffers())),
		rule("is-here", All(Bucket(Exists, "true"), Not(RegionDiffers()))))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 * mostTimes { // there is a plan soon
		for _, x := range []struct {
			request Case
			want    string
		}{
			{example, ""},
			{example.InBucket(Exists, "false"), "is-missing "},
			{example.InBucket(Exists, "true"), ""},
			{example.InBucket(Exists, "true").Regions("us-east-1", ""), ""},
			{example.InBucket(Exists, "true").Regions("us-east-1", "us-east-1"), "is-here "},
			{example.InBucket(Exists, "true").Regions("us-east-1", "eu-west-1"), "is-elsewhere "},
			{example.InBucket(Exists, "false").Regions("us-east-1", "eu-west-1"), "is-missing is-elsewhere "},
		} {
			got := ""
			for _, f := range c.CheckResolved(x.request.Request(), c.CheckInput(x.request.Request(), nil), nil) {
				got += f.Rule.ID + " "
			}
			if got != x.want {
				t.Fatalf("%v: found %q, want %q", x.request, got, x.want)
			}
		}
	}
}
