package compat_test

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
)

func lines(o compat.Outline, indent string) string {
	text := indent + o.Text + "\n"
	for _, p := range o.Parts {
		text += lines(p, indent+"  ")
	}
	return text
}

func TestOutline(t *testing.T) {
	long := compat.Equals(member.StorageClass, "STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER")
	for _, x := range []struct {
		name string
		when compat.Condition
		want string
	}{
		{"short", compat.AllSet(member.Range, member.PartNumber), "Range is set and PartNumber is set\n"},
		{"long", compat.All(long, compat.Any(compat.Set(member.ACL), long), compat.Not(compat.Any(long, compat.Set(member.Body)))), `all of these
  StorageClass is STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING or GLACIER
  at least one of these
    ACL is set
    StorageClass is STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING or GLACIER
  none of these
    StorageClass is STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING or GLACIER
    Body is set
`},
		{"not all", compat.Not(compat.All(long, compat.Set(member.Body))), `not all of these
  StorageClass is STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING or GLACIER
  Body is set
`},
		{"one in another", compat.All(compat.Any(long)), "StorageClass is STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING or GLACIER\n"},
	} {
		if got := lines(x.when.Outline(), ""); got != x.want {
			t.Errorf("%s:\n%s", x.name, got)
		}
	}
}

// Each rule's outline names the members that its sentence names.
func TestOutlineLeavesNothingOut(t *testing.T) {
	for _, r := range aws.Source().Rules() {
		text := lines(r.When.Outline(), "")
		said := r.When.String()
		members := r.When.Members()
		for _, m := range members.IDs() {
			if strings.Contains(said, m.String()) && !strings.Contains(text, m.String()) {
				t.Errorf("%s: %s is missing in\n%s", r.ID, m, text)
			}
		}
	}
}
