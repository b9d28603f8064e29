package aws_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestAttributesOfParts: markers and numbers of parts as S3 was recorded to take them.
func TestAttributesOfParts(t *testing.T) {
	for _, test := range []struct {
		m              compat.Member
		value          any
		enforced, told string
	}{
		{m: member.PartNumberMarker, value: "0"},
		{m: member.PartNumberMarker, value: "10001"},
		{m: member.PartNumberMarker, value: "abc", enforced: "object-attributes-marker-malformed"},
		{m: member.PartNumberMarker, value: "-1", told: "object-attributes-marker-negative"},
		{m: member.MaxParts, value: 0},
		{m: member.MaxParts, value: 1001},
	} {
		c := compat.Given(operation.GetObjectAttributes, member.Bucket, "reports", member.Key, "k",
			member.ObjectAttributes, &[]types.ObjectAttributes{types.ObjectAttributesObjectParts}, test.m, test.value)
		enforced, told := ruleIDs(c, "object-attributes")
		if strings.Join(enforced, " ") != test.enforced || strings.Join(told, " ") != test.told {
			t.Errorf("%s %v: %v, %v", test.m, test.value, enforced, told)
		}
	}
}
