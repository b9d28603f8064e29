package aws_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// ruleIDs returns the rules that a case breaks, of those whose ids contain a text, and
// which of them are doubtful.
func ruleIDs(c compat.Case, about string) (enforced, told []string) {
	for _, f := range aws.Catalog().Check(compat.Complete(c, sdk.Schema).Request(), nil) {
		switch {
		case !strings.Contains(f.Rule.ID, about):
		case f.Rule.Doubt != "":
			told = append(told, f.Rule.ID)
		default:
			enforced = append(enforced, f.Rule.ID)
		}
	}
	return enforced, told
}

// TestVersionIDs: what certainly is no version ID is refused, what only looks unlike one
// is told, and the IDs that S3 was recorded to give pass, wherever they are named.
func TestVersionIDs(t *testing.T) {
	const refused, told, passes = "refused", "told", "passes"
	for id, want := range map[string]string{
		"null":                              passes,
		"dKRT5a1iLQOppsLQVD8HX3MghFn8CzT3":  passes,
		".Aw8tFNv87R1Bvy73wlCY4I7l2Rewcu2":  passes,
		"b6nNypTikuHZzUA_JN0.ykqjLJtGq9e8":  passes,
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA":  passes, // S3 refuses it, and only S3 can know
		"not-a-version":                     told,
		"dKRT5a1iLQOppsLQVD8HX3MghFn8CzT":   told, // cut
		"dKRT5a1iLQOppsLQVD8HX3MghFn8CzT33": told,
		"dKRT5a1iLQOppsLQVD8HX3MghFn8Cz-3":  told,
		"1":                                 refused,
		"no/version/of/an/object":           refused,
	} {
		for name, c := range map[string]compat.Case{
			"get":    compat.Given(operation.GetObject, member.Bucket, "reports", member.Key, "k", member.VersionId, id),
			"head":   compat.Given(operation.HeadObject, member.Bucket, "reports", member.Key, "k", member.VersionId, id),
			"delete": compat.Given(operation.DeleteObject, member.Bucket, "reports", member.Key, "k", member.VersionId, id),
			"list":   compat.Given(operation.ListObjectVersions, member.Bucket, "reports", member.KeyMarker, "k", member.VersionIdMarker, id),
			"part":   compat.Given(operation.UploadPartCopy, member.Bucket, "reports", member.Key, "k", member.CopySource, "reports/k?versionId="+id),
			"copy":   compat.Given(operation.CopyObject, member.Bucket, "reports", member.Key, "j", member.CopySource, "reports/k?versionId="+id),
		} {
			enforced, doubtful := ruleIDs(c, "version")
			got := passes
			switch {
			case len(enforced) > 0:
				got = refused
			case slices.ContainsFunc(doubtful, func(rule string) bool { return strings.HasPrefix(rule, "version-id-unusual") }):
				got = told
			}
			if got != want || want == passes && len(doubtful) > 0 || want == refused && len(doubtful) > 0 {
				t.Errorf("%s of %q: %s, want %s: %v, %v", name, id, got, want, enforced, doubtful)
			}
		}
		// Where IDs may look otherwise, nothing is said of their looks.
		c := compat.Given(operation.GetObject, member.Bucket, "reports--usw2-az1--x-s3", member.Key, "k", member.VersionId, id)
		if _, doubtful := ruleIDs(c, "unusual"); len(doubtful) > 0 {
			t.Errorf("%q in a directory bucket: %v", id, doubtful)
		}
	}
}
