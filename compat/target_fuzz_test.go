package compat

import (
	"strings"
	"testing"
)

func FuzzParseTarget(f *testing.F) {
	for _, c := range targetTests {
		f.Add(c.text)
	}
	f.Add("arn:aws:s3:us-west-2:123456789012:accesspoint:team")
	f.Add("arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-1:bucket:reports")
	f.Fuzz(func(t *testing.T, s string) {
		got := ParseTarget(s)
		if again := ParseTarget(got.String()); again != got {
			t.Fatalf("%q renders as %q, which is\n%+v, not\n%+v", s, got.String(), again, got)
		}
		if got.Kinds.Without(AnyTarget) != 0 || got.Problem >= targetProblems {
			t.Fatalf("%q: %+v", s, got)
		}
		if got.Problem == 0 && got.Kinds.Empty() {
			t.Fatalf("%q is a valid target of no kind", s)
		}
		for _, part := range []string{got.Name, got.Partition, got.Region, got.Account, got.Outpost, got.Zone} {
			if !strings.Contains(s, part) {
				t.Fatalf("%q isn't a part of %q", part, s)
			}
		}
		if got.ARN && got.Alias {
			t.Fatalf("%q is both an ARN and an alias", s)
		}
		if prefix, account, region, ok := got.AccountRegional(); ok && prefix+"-"+account+"-"+region+"-an" != s {
			t.Fatalf("%q splits into %q, %q and %q", s, prefix, account, region)
		}
		// What addresses no bucket can't be created either.
		if create := got.CreateProblem(); create == 0 && got.Problem != 0 || create == LegacyName {
			t.Fatalf("%q: problem %q, but %q to create it", s, got.Problem, create)
		}
	})
}
