package aws_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestToldAgain: requests of one shape that break rules in different ways are told
// what each of them does wrong, not what the first did; and who changes a finding
// changes no other.
func TestToldAgain(t *testing.T) {
	catalog := aws.Catalog()
	good := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "a",
		member.CacheControl, "no-cache", member.ContentType, "text/csv", member.ContentLanguage, "en")
	headers := []compat.Member{member.CacheControl, member.ContentType, member.ContentLanguage}
	found := 0
	for i := range 3000 {
		c := good
		for bit, m := range headers {
			if i%8>>bit&1 != 0 {
				c = c.With(m, "no\ncache")
			}
		}
		if i%16 > 8 {
			c = c.With(member.Key, string(make([]byte, 1100+i)))
		}
		r := c.Request()
		findings := catalog.CheckInput(r, nil)
		for _, f := range findings {
			found++
			want := compat.NewFinding(f.Rule, r)
			if f.Problem != want.Problem || f.Text() != want.Text() {
				t.Fatalf("request %d: %q, want %q", i, f.Text(), want.Text())
			}
			for j := range f.Members {
				f.Members[j] = member.Bucket
			}
		}
	}
	if found < 3000 {
		t.Fatalf("only %d findings", found)
	}
}
