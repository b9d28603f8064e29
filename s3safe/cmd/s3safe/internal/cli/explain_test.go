package cli

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// Every rule is shown by its id, and no code of S3's is taken for one.
func TestExplainKnowsRuleIDs(t *testing.T) {
	for _, r := range aws.WireCatalog().Rules() {
		if !ruleID.MatchString(r.ID) {
			t.Errorf("%s isn't seen to be an id", r.ID)
		}
		if ruleID.MatchString(r.Answer.Code) && r.Answer.Code != "" {
			t.Errorf("%s is seen as an id", r.Answer.Code)
		}
	}
}
