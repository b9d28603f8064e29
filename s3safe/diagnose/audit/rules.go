package audit

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// MaxRules bounds the rules that a discrepancy refers to.
const MaxRules = 6

// headerRules returns the ids of the rules that speak of the member which a
// header carries.
func (a *auditor) headerRules(name string) []string {
	op, ok := operation.Parse(a.Operation)
	if !ok {
		return nil
	}
	m, ok := sdk.HeaderMember(op, name)
	if !ok {
		return nil
	}
	var ids []string
	for _, r := range aws.Catalog().RulesFor(op) {
		if len(ids) < MaxRules && speaksOf(r, m.String()) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// speaksOf reports whether the rule's condition names the member as a word.
func speaksOf(r *compat.Rule, member string) bool {
	s := r.When.String()
	for {
		i := strings.Index(s, member)
		if i < 0 {
			return false
		}
		end := i + len(member)
		if (i == 0 || !letter(s[i-1])) && (end == len(s) || !letter(s[end])) {
			return true
		}
		s = s[end:]
	}
}

func letter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
