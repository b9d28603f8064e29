package aws_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestChecksumModeInURL: the mode of a presigned URL isn't judged, since S3 was recorded to
// take no notice of it there.
func TestChecksumModeInURL(t *testing.T) {
	for _, op := range []compat.Operation{operation.GetObject, operation.HeadObject} {
		for presigned, want := range map[string]int{"false": 1, "url": 0, "": 0} {
			c := compat.Given(op, member.Bucket, "reports", member.Key, "k", member.ChecksumMode, "DISABLED")
			if presigned != "" {
				c = c.Over(compat.Presigned, presigned)
			}
			if enforced, _ := ruleIDs(c, "checksum-mode"); len(enforced) != want {
				t.Errorf("%s, presigned %q: %v, want %d", op, presigned, enforced, want)
			}
		}
	}
}
