package buildreport

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestAllowed: what the catalogue's rules give as examples of requests that S3
// accepts can be built. It shows that the adapter, by which other tests prove
// that something can't be written, can write nearly everything that it should.
func TestAllowed(t *testing.T) {
	total, built := 0, 0
	for _, rule := range aws.Source().Rules() {
		for _, c := range rule.Allowed {
			bucket, _ := c.Members[member.Bucket].(string)
			c = compat.Complete(c, sdk.Schema)
			if bucket == "" {
				bucket, _ = c.Members[member.Bucket].(string)
			}
			b := For(c.Operation.String(), bucket)
			total++
			if b == nil {
				t.Logf("%s: %s has no builder for %s", rule.ID, c.Operation, bucket)
				continue
			}
			in, err := sdk.NewInput(completed(b, rule, c))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Adapt(b, in); err != nil {
				t.Logf("%s: %v", rule.ID, err)
				continue
			}
			built++
		}
	}
	t.Logf("%d of %d examples built (%.1f %%)", built, total, 100*float64(built)/float64(total))
	if 100*built < 90*total {
		t.Errorf("too few")
	}
}
