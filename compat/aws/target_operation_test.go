package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestOperationTargets: every operation says of every kind of target whether it
// is supported, and every mark leads to exactly one rule.
func TestOperationTargets(t *testing.T) {
	for op := compat.Operation(1); op < operation.Count; op++ {
		marks := strings.ReplaceAll(operationTargets[op], " ", "")
		if len(marks) != len(targetColumns) {
			t.Errorf("%s has %d marks, not %d", op, len(marks), len(targetColumns))
			continue
		}
		for i, kind := range targetColumns {
			if strings.IndexByte("+.x", marks[i]) >= 0 {
				continue
			}
			var rules []string
			for _, u := range unsupported() {
				if slices.Contains(u.kinds, kind) && slices.Contains(marked(u.mark, u.kinds...), op) {
					rules = append(rules, u.id)
				}
			}
			if len(rules) != 1 {
				t.Errorf("%s on %s: mark %c leads to %v, not to one rule", op, kind, marks[i], rules)
			}
		}
	}
}
