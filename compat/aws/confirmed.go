package aws

import "github.com/s3safe/s3safe-go/compat"

// confirmed notes with each rule the servers that confirmed it.
func confirmed(rules []compat.Rule) []compat.Rule {
	by := confirmations()
	for i := range rules {
		rules[i].ConfirmedBy = by[rules[i].ID]
	}
	return rules
}
